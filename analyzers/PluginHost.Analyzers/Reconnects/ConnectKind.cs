namespace PluginHost.Analyzers.Reconnects;

/// <summary>What a call has to do with connecting.</summary>
internal enum ConnectKind
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It connects, and throws where that fails.</summary>
    Throws,

    /// <summary>It connects, and says by what it gives whether that failed.</summary>
    Tells,
}
