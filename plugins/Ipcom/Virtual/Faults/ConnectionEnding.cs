namespace PluginHost.Ipcom.Virtual.Faults;

/// <summary>How a connection is ended.</summary>
internal enum ConnectionEnding
{
    /// <summary>Orderly.</summary>
    Fin,

    /// <summary>With a reset.</summary>
    Rst,
}
