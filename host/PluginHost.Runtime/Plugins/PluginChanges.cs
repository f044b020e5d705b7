using PluginHost.Runtime.Plugins.Generations;
using PluginHost.Runtime.Plugins.Sources;


namespace PluginHost.Runtime.Plugins;

/// <summary>What differs between the plugins on disk and what runs. Nothing has been done about it yet.</summary>
public sealed class PluginChanges
{
    internal PluginChanges(
        PluginSnapshot basis, PluginClaims claims, IReadOnlyList<LoadedPlugin> leaving, IReadOnlyList<PluginSource> outdated, IReadOnlyList<PluginSource> current)
    {
        Basis = basis;
        Claims = claims;
        Leaving = leaving;
        Outdated = outdated;
        Current = current;
    }

    /// <summary>Generations whose source is gone. Stop their devices before <see cref="PluginCatalog.ApplyAsync"/>.</summary>
    public IReadOnlyList<LoadedPlugin> Leaving { get; }

    /// <summary>Plugins that run, with another content or from another place than those that run. Reload them one by one.</summary>
    internal IReadOnlyList<PluginSource> Outdated { get; }

    /// <summary>Plugins that run, and whose newest content is judged already.</summary>
    internal IReadOnlyList<PluginSource> Current { get; }

    internal PluginSnapshot Basis { get; }

    internal PluginClaims Claims { get; }
}
