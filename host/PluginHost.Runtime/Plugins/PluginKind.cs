namespace PluginHost.Runtime.Plugins;

/// <summary>What a plugin is made of.</summary>
public enum PluginKind
{
    /// <summary>A folder with a built assembly.</summary>
    Assembly,

    /// <summary>One file of source, compiled in the host.</summary>
    Script,
}
