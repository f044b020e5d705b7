namespace PluginHost.Runtime.Plugins.Loading;

/// <summary>How a plugin's assemblies are loaded.</summary>
public sealed class PluginConfig
{
    internal PluginConfig(string mainAssemblyPath)
    {
        MainAssemblyPath = mainAssemblyPath;
        ContextName = Path.GetFileNameWithoutExtension(mainAssemblyPath);
    }

    /// <summary>The full path of the plugin's main assembly.</summary>
    public string MainAssemblyPath { get; }

    /// <summary>Whether the plugin can be unloaded.</summary>
    public bool IsUnloadable { get; set; }

    /// <summary>The load context's name in dumps and stack traces.</summary>
    /// <value>By default the main assembly's file name without its extension.</value>
    public string ContextName { get; set; }

    /// <summary>
    /// Simple names of the assemblies that the plugin takes from the host, whatever its own folder holds. The framework
    /// is always taken from the host.
    /// </summary>
    public ISet<string> SharedAssemblies { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
}
