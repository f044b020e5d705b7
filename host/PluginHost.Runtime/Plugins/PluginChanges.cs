namespace PluginHost.Runtime.Plugins;

/// <summary>What differs between the plugin folders and what runs. Nothing has been done about it yet.</summary>
public sealed class PluginChanges
{
    internal PluginChanges(PluginSnapshot basis, PluginClaims claims, IReadOnlyList<LoadedPlugin> leaving)
    {
        Basis = basis;
        Claims = claims;
        Leaving = leaving;
    }

    /// <summary>Generations whose folder is gone or shadowed. Stop their devices before <see cref="PluginCatalog.ApplyAsync"/>.</summary>
    public IReadOnlyList<LoadedPlugin> Leaving { get; }

    internal PluginSnapshot Basis { get; }

    internal PluginClaims Claims { get; }
}
