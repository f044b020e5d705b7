namespace PluginHost.Runtime.Plugins;

/// <summary>The names of plugin states on the wire.</summary>
public static class PluginStateNames
{
    /// <summary>The name that users, scripts and the API know.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The name in lower case.</returns>
    public static string ToName(this PluginState state) => state switch
    {
        PluginState.Loaded => "loaded",
        PluginState.Rejected => "rejected",
        PluginState.Failed => "failed",
        _ => "unloaded",
    };
}
