using PluginHost.Runtime.Plugins.Generations;
using PluginHost.Runtime.Plugins.Inspecting;
using PluginHost.Runtime.Plugins.Sources;



namespace PluginHost.Runtime.Plugins;

/// <summary>What the catalog knows about one plugin.</summary>
/// <param name="Source">The newest source, whether or not it runs.</param>
/// <param name="State">What became of that.</param>
internal sealed record PluginEntry(PluginSource Source, PluginState State)
{
    /// <summary>What runs of it.</summary>
    public LoadedPlugin? Loaded { get; init; }

    /// <summary>The generation that ran before and comes back should the one that runs not get its devices back.</summary>
    public LoadedPlugin? Fallback { get; init; }

    /// <summary>What passed the gate and was activated, whether or not that went well. It holds its driver ids either way.</summary>
    public GatedPlugin? Gated { get; init; }

    /// <summary>What holds its driver ids: what comes back after a failed probation must find them free.</summary>
    public IEnumerable<GatedPlugin> Claiming => new[] { Gated, Fallback?.Gated }.OfType<GatedPlugin>();

    /// <summary>The newest content that was judged; <see langword="null"/> where it is to be judged again.</summary>
    public Judgement? Judged { get; init; }

    public string? Error { get; init; }

    /// <summary>Findings in the newest content.</summary>
    public IReadOnlyList<PluginDiagnostic> Findings { get; init; } = [];

    public static PluginEntry Rejected(PluginSource source, string error) => new(source, PluginState.Rejected) { Error = error };

    public PluginStatus ToStatus(PluginHistory? history) => new(
        Source.Id,
        Source.Kind,
        Source.Path,
        Loaded?.Version,
        Loaded?.Generation,
        State,
        Loaded?.LoadedAt,
        [.. Loaded?.Drivers.Select(driver => driver.Id) ?? []],
        Findings,
        Error,
        history?.Retired ?? []);
}
