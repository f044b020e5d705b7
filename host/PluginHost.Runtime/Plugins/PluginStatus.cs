using PluginHost.Runtime.Plugins.Unloading;

namespace PluginHost.Runtime.Plugins;

/// <summary>One plugin as people see it.</summary>
/// <param name="Id">The folder's name in lower case. A rejected second claim of an id is listed beside the first.</param>
/// <param name="Kind">What it is made of.</param>
/// <param name="Path">The folder's full path.</param>
/// <param name="Version">Of what runs; <see langword="null"/> where nothing does.</param>
/// <param name="Generation">Of what runs; <see langword="null"/> where nothing does.</param>
/// <param name="State">What became of the newest files.</param>
/// <param name="LoadedAt">When what runs was loaded; <see langword="null"/> where nothing does.</param>
/// <param name="Drivers">The ids of the drivers that run.</param>
/// <param name="Diagnostics">Findings in the newest files.</param>
/// <param name="Error">Why it is rejected or failed.</param>
/// <param name="Retired">Earlier generations, oldest first: the last five, and those before that are still in memory.</param>
public sealed record PluginStatus(
    string Id,
    PluginKind Kind,
    string Path,
    string? Version,
    int? Generation,
    PluginState State,
    DateTimeOffset? LoadedAt,
    IReadOnlyList<string> Drivers,
    IReadOnlyList<PluginDiagnostic> Diagnostics,
    string? Error,
    IReadOnlyList<RetiredGeneration> Retired)
{
    /// <summary>Why changes of its files are not taken up by themselves; <see langword="null"/> where they are.</summary>
    public PluginDiagnostic? Pause => PausedReloads.Of(Id, Retired);
}
