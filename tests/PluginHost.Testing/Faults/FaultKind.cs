namespace PluginHost.Testing;

/// <summary>What a <see cref="NetworkFault"/> does.</summary>
public enum FaultKind
{
    /// <summary>Everything passes.</summary>
    None,

    /// <summary>The port is closed: connecting is refused. Open connections go on.</summary>
    Refuse,

    /// <summary>Connections are accepted and kept open; nothing passes, not even a FIN.</summary>
    BlackHole,

    /// <summary>Both sides get a RST after a number of bytes.</summary>
    Reset,

    /// <summary>The client gets a FIN after a number of bytes; what it sends still passes.</summary>
    HalfClose,

    /// <summary>A few bytes pass at a time.</summary>
    Trickle,

    /// <summary>Bytes that nobody sent are put in once, then everything passes.</summary>
    Garbage,
}
