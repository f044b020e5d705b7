namespace PluginHost.Runtime.Devices.Supervision;

/// <summary>What can happen to a device.</summary>
internal enum DeviceSignal
{
    /// <summary>It is started, or switched on in the configuration.</summary>
    Enable,

    /// <summary>It is switched off in the configuration.</summary>
    Disable,

    /// <summary>The host stops.</summary>
    Stop,

    /// <summary>A person wants it tried now.</summary>
    Reconnect,

    /// <summary>Its settings or its plugin were replaced.</summary>
    Replace,

    /// <summary>The pause, or the time between two polls, is over.</summary>
    Due,

    /// <summary>A command waits for a connection of its own.</summary>
    CommandWaits,

    /// <summary>The connection is open and stays so.</summary>
    Opened,

    /// <summary>The connection is open for one poll.</summary>
    PollOpened,

    /// <summary>The poll succeeded and its connection is closed.</summary>
    PollDone,

    /// <summary>The poll failed, but the last good one is recent.</summary>
    PollMissed,

    /// <summary>Per-poll mode: the last good poll is too long ago.</summary>
    Stale,

    /// <summary>The device is in a state change.</summary>
    BusyBegan,

    /// <summary>The state change is over.</summary>
    BusyEnded,

    /// <summary>The connection or attempt is over; try again after the back-off.</summary>
    Lost,

    /// <summary>The credentials were refused for the last time allowed.</summary>
    Refused,

    /// <summary>The driver is broken.</summary>
    Broken,

    /// <summary>The driver is beyond containment.</summary>
    Quarantine,

    /// <summary>The connection is to be handed over to another one, or tried to be once more.</summary>
    HandOver,

    /// <summary>The next connection serves.</summary>
    TakenOver,

    /// <summary>The next connection could not be opened; the present one goes on.</summary>
    NextFailed,

    /// <summary>The connection is over and the next one is still to be opened.</summary>
    Vacated,

    /// <summary>What serves already is wanted again.</summary>
    Keep,
}
