namespace PluginHost.Barco.Protocol;

/// <summary>Properties that come and go together with the projector's state.</summary>
[Flags]
internal enum PulsePropertyGroups
{
    None = 0,

    /// <summary>system, network, user, ui.</summary>
    System = 1,

    /// <summary>statistics and the basic part of environment.</summary>
    Statistics = 2,

    /// <summary>image, illumination, profile, optics and the sources.</summary>
    Image = 4,

    All = System | Statistics | Image,
}
