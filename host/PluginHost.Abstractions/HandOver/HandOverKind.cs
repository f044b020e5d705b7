namespace PluginHost;

/// <summary>How a device goes from one connection to the next when its driver or settings change while it is online.</summary>
public enum HandOverKind
{
    /// <summary>The turn under way ends, the old connection says goodbye and is closed, then the new one is opened.</summary>
    Reconnect,

    /// <summary>
    /// The old connection is suspended between two messages and the new one goes on with its streams; the device notices
    /// nothing. Needs <see cref="IResumableConnection"/> and <see cref="IResumingDriver"/>.
    /// </summary>
    Resume,

    /// <summary>
    /// The new connection is opened before the old one is closed, for devices that allow two (<see cref="DriverPlan.Exclusive"/>
    /// is false). Until it serves, the values that it sets wait, the last one of each entity, and it gets no turns; its events
    /// count at once, those of the old one until that is closed, and one that both report within 2 s is published once.
    /// </summary>
    Overlap,
}
