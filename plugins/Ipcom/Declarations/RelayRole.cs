namespace PluginHost.Ipcom.Declarations;

/// <summary>Which way a shutter's relay drives it.</summary>
internal enum RelayRole
{
    /// <summary>It opens.</summary>
    Up,

    /// <summary>It closes.</summary>
    Down,
}
