namespace PluginHost;

/// <summary>What kind of value or control an entity is, with the meanings Home Assistant gives these words.</summary>
public enum EntityKind
{
    /// <summary>A reading: a number or a text.</summary>
    Sensor,

    /// <summary>A reading that is true or false.</summary>
    BinarySensor,

    /// <summary>Something that is on or off and can be switched.</summary>
    Switch,

    /// <summary>A lamp that is on or off; its level, if it has one, is a <see cref="Number"/> of its own.</summary>
    Light,

    /// <summary>A shutter, blind or door: takes <c>open</c>, <c>close</c>, <c>stop</c> or a position from 0 to 100.</summary>
    Cover,

    /// <summary>One of a list of texts.</summary>
    Select,

    /// <summary>A number that can be set within a range.</summary>
    Number,

    /// <summary>Something that can be pressed; it has no value.</summary>
    Button,

    /// <summary>A text that can be set.</summary>
    Text,

    /// <summary>Something that happens, such as a door bell; its occurrences are events, it has no value.</summary>
    Event,

    /// <summary>A camera; its picture comes from <see cref="IImageSource"/>.</summary>
    Camera,
}
