namespace PluginHost.Ipcom.Virtual.Knobs;

/// <summary>Which session key a login is answered with.</summary>
internal enum KeyChoice
{
    /// <summary>Every login gets one of its own.</summary>
    Random,

    /// <summary>The first key of the protocol's test vectors.</summary>
    A,

    /// <summary>The second one.</summary>
    B,
}
