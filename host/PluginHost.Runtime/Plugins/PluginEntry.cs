namespace PluginHost.Runtime.Plugins;

/// <summary>What the catalog knows about one folder.</summary>
internal sealed record PluginEntry(PluginFolder Folder, PluginState State)
{
    /// <summary>What runs of it.</summary>
    public LoadedPlugin? Loaded { get; init; }

    /// <summary>What passed the gate and was activated, whether or not that went well. It holds its driver ids either way.</summary>
    public GatedPlugin? Gated { get; init; }

    public string? Error { get; init; }

    public static PluginEntry Rejected(PluginFolder folder, string error) => new(folder, PluginState.Rejected) { Error = error };

    public PluginStatus ToStatus(PluginHistory? history) => new(
        Folder.Id,
        PluginKind.Assembly,
        Folder.Path,
        Loaded?.Version,
        Loaded?.Generation,
        State,
        Loaded?.LoadedAt,
        [.. Loaded?.Drivers.Select(driver => driver.Id) ?? []],
        Gated?.Facts.Diagnostics ?? [],
        Error,
        history?.Retired ?? []);
}
