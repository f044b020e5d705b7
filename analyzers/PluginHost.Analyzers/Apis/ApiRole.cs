namespace PluginHost.Analyzers.Apis;

/// <summary>What a call of a known member does to the connection it is called on.</summary>
[Flags]
internal enum ApiRole
{
    None = 0,

    /// <summary>Lets the handle go for good: what this specification calls cleanup.</summary>
    Cleanup = 1,

    /// <summary>Says goodbye, but leaves the handle open.</summary>
    Goodbye = 2,

    /// <summary>Makes the connection.</summary>
    Connects = 4,

    /// <summary>Agrees with the peer on something before it can be used.</summary>
    Handshake = 8,

    /// <summary>Talks to the network and can fail by what the peer does.</summary>
    Throws = 16,

    /// <summary>Waits for bytes of the peer.</summary>
    Reads = 32,

    /// <summary>Gives bytes to the peer.</summary>
    Writes = 64,

    /// <summary>Gives a new connection, which the caller owns.</summary>
    Accepts = 128,

    /// <summary>Gives a look at the receiver's connection, which stays its own.</summary>
    View = 256,

    /// <summary>A cancelled call loses no data.</summary>
    KeepsDataOnCancel = 512,
}
