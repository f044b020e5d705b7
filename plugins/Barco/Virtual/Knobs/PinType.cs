namespace PluginHost.Barco.Virtual.Knobs;

/// <summary>In which JSON type the PIN is taken.</summary>
internal enum PinType
{
    Any,

    /// <summary>A text is answered with -32602.</summary>
    Integer,

    /// <summary>A number is answered with -32602.</summary>
    Text,
}
