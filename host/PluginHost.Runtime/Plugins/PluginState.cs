namespace PluginHost.Runtime.Plugins;

/// <summary>What became of a plugin.</summary>
public enum PluginState
{
    /// <summary>It runs.</summary>
    Loaded,

    /// <summary>It was refused before its code ran.</summary>
    Rejected,

    /// <summary>Its own code threw or did not return while it was loaded.</summary>
    Failed,

    /// <summary>Its folder is gone, and so is what ran of it.</summary>
    Unloaded,
}
