namespace PluginHost.Runtime.Events;

/// <summary>What an event tells of.</summary>
public enum EventType
{
    /// <summary>The value of an entity changed.</summary>
    State,

    /// <summary>The status of a device changed.</summary>
    Device,

    /// <summary>A device reported something by itself: a door bell, a line crossed.</summary>
    Event,

    /// <summary>A command had its outcome.</summary>
    Command,

    /// <summary>A plugin was loaded, rejected or retired.</summary>
    Plugin,

    /// <summary>A transport was left open and closed by the host.</summary>
    Leak,
}
