namespace PluginHost;

/// <summary>What became of a command.</summary>
public enum CommandStatus
{
    /// <summary>The device acknowledged it.</summary>
    Completed,

    /// <summary>The device is in a state change and did not take it.</summary>
    Busy,

    /// <summary>The value or the command makes no sense to the device.</summary>
    Refused,

    /// <summary>The device tried or the connection broke; the reason says which.</summary>
    Failed,

    /// <summary>The device was asked and did not answer in time; whether it acted is not known.</summary>
    TimedOut,

    /// <summary>Its time was up before it was sent.</summary>
    Expired,

    /// <summary>A newer value for the same <see cref="Entity.Continuous"/> entity took its place before it was sent.</summary>
    Superseded,
}
