namespace PluginHost.Runtime.Plugins.Unloading;

/// <summary>Whether changes of a plugin's files are still taken up by themselves: each reload of one that is never unloaded costs memory for good.</summary>
internal static class PausedReloads
{
    public const int Most = 5;

    /// <summary>What is said about it; <see langword="null"/> where it goes on.</summary>
    /// <param name="plugin">The plugin's id.</param>
    /// <param name="retired">Its retired generations.</param>
    public static PluginDiagnostic? Of(string plugin, IReadOnlyList<RetiredGeneration> retired)
    {
        var lingering = retired.Where(generation => generation.Lingers).ToList();
        return lingering.Count < Most ? null : new PluginDiagnostic(
            "PH0015",
            PluginDiagnosticSeverity.Warning,
            $"{lingering.Count} retired generations are still in memory, so that changes of its files are not taken up any more. "
            + $"'pluginhost reload {plugin}' reloads it all the same; only a restart of the host frees the memory. "
            + $"Generation {lingering[^1].Generation}: {string.Join(" ", lingering[^1].HeldBy)}");
    }
}
