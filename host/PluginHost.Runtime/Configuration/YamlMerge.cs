namespace PluginHost.Runtime.Configuration;

/// <summary>The merge key <c>&lt;&lt;: *defaults</c>: entries of other maps, where the map itself says nothing.</summary>
internal static class YamlMerge
{
    private const string Key = "<<";

    public static SettingNode Apply(SettingNode map, ErrorList errors)
    {
        if (map.Entries.FirstOrDefault(entry => IsMergeKey(entry.Key)).Value is not { } sources)
        {
            return map;
        }

        IReadOnlyList<SettingNode> maps = sources.Kind == SettingNodeKind.List ? sources.Items : [sources];
        if (maps.Any(source => source.Kind != SettingNodeKind.Map))
        {
            errors.Add(sources, "'<<' takes a map or a list of maps");
            maps = [];
        }

        var own = map.Entries.Where(entry => !IsMergeKey(entry.Key));
        return SettingNode.Map(
            [.. own.Concat(maps.SelectMany(source => source.Entries)).DistinctBy(entry => entry.Key.Text)], map.Line, map.Column);
    }

    private static bool IsMergeKey(SettingNode key) => key is { Text: Key, IsQuoted: false };
}
