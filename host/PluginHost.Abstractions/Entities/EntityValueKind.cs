namespace PluginHost;

/// <summary>What an <see cref="EntityValue"/> holds.</summary>
public enum EntityValueKind
{
    /// <summary>No value.</summary>
    Nothing,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A finite number.</summary>
    Number,

    /// <summary>A text.</summary>
    Text,
}
