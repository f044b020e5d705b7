namespace PluginHost;

/// <summary>What a <see cref="SettingNode"/> is.</summary>
public enum SettingNodeKind
{
    /// <summary>A text, number, boolean or nothing.</summary>
    Scalar,

    /// <summary>A list of nodes.</summary>
    List,

    /// <summary>Keys with a node each.</summary>
    Map,
}
