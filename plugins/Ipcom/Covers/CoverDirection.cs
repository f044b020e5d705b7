namespace PluginHost.Ipcom.Covers;

/// <summary>Which way a cover goes.</summary>
internal enum CoverDirection
{
    /// <summary>Neither relay is on.</summary>
    None,

    /// <summary>It opens.</summary>
    Up,

    /// <summary>It closes.</summary>
    Down,
}
