namespace PluginHost;

/// <summary>How a device goes from one connection to the next when its driver or settings change while it is online.</summary>
public enum HandOverKind
{
    /// <summary>The old connection is closed, then the new one opened.</summary>
    Reconnect,

    /// <summary>
    /// The old connection is suspended between two messages and the new one goes on with its streams; the device notices
    /// nothing. Needs <see cref="IResumableConnection"/> and <see cref="IResumingDriver"/>.
    /// </summary>
    Resume,

    /// <summary>
    /// The new connection is opened before the old one is closed, for devices that allow two. An event that both report
    /// within 2 s is published once.
    /// </summary>
    Overlap,
}
