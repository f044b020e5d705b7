namespace PluginHost.Runtime.Ledger;

/// <summary>What was lent.</summary>
public enum TransportKind
{
    /// <summary>A TCP stream.</summary>
    Tcp,

    /// <summary>A TLS stream over TCP.</summary>
    Tls,

    /// <summary>A UDP socket.</summary>
    Udp,

    /// <summary>A TCP connection of an HTTP client, or an HTTP response that has not ended.</summary>
    Http,

    /// <summary>A bound listener.</summary>
    Listener,
}
