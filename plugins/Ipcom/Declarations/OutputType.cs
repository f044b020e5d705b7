namespace PluginHost.Ipcom.Declarations;

/// <summary>What hangs at an output, in the words of the reference integration.</summary>
internal enum OutputType
{
    /// <summary>A lamp that is on or off.</summary>
    Light,

    /// <summary>Anything that is on or off; the relays of shutters too.</summary>
    Switch,

    /// <summary>A lamp with a level.</summary>
    Dimmer,
}
