namespace PluginHost.Runtime.Plugins.Sources;

/// <summary>Which folder gets a plugin id that several claim.</summary>
/// <param name="Winners">One folder for each id, in order of precedence.</param>
/// <param name="Refused">Second claims among configured folders, with the reason.</param>
/// <param name="Shadowed">Built-in folders that stand back for a configured one.</param>
internal sealed record PluginClaims(
    IReadOnlyList<PluginSource> Winners,
    IReadOnlyList<(PluginSource Source, string Error)> Refused,
    IReadOnlyList<PluginSource> Shadowed)
{
    /// <param name="found">In order of precedence.</param>
    /// <param name="runs">Whether a plugin runs from this folder: a configured one that does is not displaced by a newcomer.</param>
    public static PluginClaims Settle(IReadOnlyList<PluginSource> found, Predicate<PluginSource> runs)
    {
        var holders = new Dictionary<string, PluginSource>();
        foreach (var folder in found.Where(folder => !folder.IsBuiltIn && runs(folder)).Concat(found))
        {
            holders.TryAdd(folder.Id, folder);
        }

        var others = found.Where(folder => holders[folder.Id] != folder).ToList();
        return new PluginClaims(
            [.. found.Where(folder => holders[folder.Id] == folder)],
            [.. others.Where(folder => !folder.IsBuiltIn).Select(folder => (
                folder, $"The plugin id '{folder.Id}' is claimed by {holders[folder.Id].Path} and {folder.Path}; the first one keeps it."))],
            [.. others.Where(folder => folder.IsBuiltIn)]);
    }
}
