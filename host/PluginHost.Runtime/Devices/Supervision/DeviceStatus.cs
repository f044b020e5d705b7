namespace PluginHost.Runtime.Devices.Supervision;

/// <summary>The status of a device as people see it.</summary>
public enum DeviceStatus
{
    /// <summary>Switched off in the configuration.</summary>
    Disabled,

    /// <summary>A connection is being opened.</summary>
    Connecting,

    /// <summary>Connected, or polled successfully within three intervals.</summary>
    Online,

    /// <summary>Reachable but in a state change: no error.</summary>
    Busy,

    /// <summary>Waiting to try again.</summary>
    Backoff,

    /// <summary>Credentials refused; not tried again before the settings change or a person asks.</summary>
    AuthFailed,

    /// <summary>The driver itself is broken.</summary>
    Failed,

    /// <summary>The host is stopping.</summary>
    Stopped,
}
