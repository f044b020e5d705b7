namespace PluginHost.Runtime.Devices.Commands;

/// <summary>What the sender of a command is told.</summary>
public enum CommandAnswerStatus
{
    /// <summary>The device acknowledged it.</summary>
    Completed,

    /// <summary>It is queued, or kept until the device has woken; the outcome comes as an event.</summary>
    Waiting,

    /// <summary>There is no such entity.</summary>
    NotFound,

    /// <summary>The value does not suit the entity, or the device refused it.</summary>
    Refused,

    /// <summary>The device is in a state change.</summary>
    Busy,

    /// <summary>There is no connection.</summary>
    Offline,

    /// <summary>The device tried and could not, or the driver broke.</summary>
    Failed,

    /// <summary>The time was up, before or after it was sent.</summary>
    TimedOut,

    /// <summary>A newer value for the same entity took its place.</summary>
    Superseded,
}
