namespace PluginHost.Ipcom.Virtual.Clients;

/// <summary>Why a client's reading is interrupted.</summary>
[Flags]
internal enum Wake
{
    /// <summary>Only for what was pushed.</summary>
    None = 0,

    /// <summary>Nothing came for too long.</summary>
    Idle = 1,

    /// <summary>The rest of a message did not come.</summary>
    Partial = 2,

    /// <summary>It is to be closed.</summary>
    Close = 4,

    /// <summary>It is to be told goodbye.</summary>
    Goodbye = 8,
}
