namespace PluginHost.Dahua.Protocol.Events;

/// <summary>How a code behaves.</summary>
internal enum EventNature
{
    /// <summary>Lasts: it starts and stops, and which channels it lasts on can be asked for.</summary>
    Level,

    /// <summary>Happens, and is over.</summary>
    Momentary,

    /// <summary>Comes whenever everything is asked for, and tells a house nothing.</summary>
    Noise,
}
