namespace PluginHost.Runtime.Devices.Supervision;

/// <summary>Where a device stands with its host.</summary>
internal enum DeviceState
{
    /// <summary>Not started yet, or switched off in the configuration.</summary>
    Disabled,

    /// <summary>A connection is being opened, the device having none.</summary>
    Connecting,

    /// <summary>Connected.</summary>
    Online,

    /// <summary>Connected, the device being in a state change.</summary>
    Busy,

    /// <summary>Connected, and on the way from one connection to the next; shown as online or busy.</summary>
    HandingOver,

    /// <summary>Per-poll mode: between two polls, the last of which is recent.</summary>
    Resting,

    /// <summary>Per-poll mode: a poll or command is under way.</summary>
    Polling,

    /// <summary>Waiting to try again.</summary>
    Backoff,

    /// <summary>The credentials were refused as often as allowed.</summary>
    AuthFailed,

    /// <summary>The driver is broken or its settings make no plan; tried again after minutes.</summary>
    Failed,

    /// <summary>The driver holds a thread or goes round the host; not tried again before it is replaced.</summary>
    Quarantined,

    /// <summary>The host is stopping.</summary>
    Stopped,
}
