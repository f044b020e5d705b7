namespace PluginHost.Runtime.Ledger;

/// <summary>The names of transports on the wire.</summary>
public static class TransportKindNames
{
    /// <summary>The name that users, scripts and the API know.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>The name in lower case.</returns>
    public static string ToName(this TransportKind kind) => kind switch
    {
        TransportKind.Tcp => "tcp",
        TransportKind.Tls => "tls",
        TransportKind.Udp => "udp",
        TransportKind.Http => "http",
        _ => "listener",
    };
}
