namespace PluginHost;

/// <summary>Whether a device's connection stays open.</summary>
public enum ConnectionMode
{
    /// <summary>Opened once and kept.</summary>
    Persistent,

    /// <summary>
    /// Opened for each poll: one turn of each rhythm, then closed; a command opens its own. The device counts as online
    /// while its last successful poll is at most three intervals old.
    /// </summary>
    PerPoll,
}
