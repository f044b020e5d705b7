namespace PluginHost.Runtime.Configuration;

/// <summary>Compares what settings say, not where or in which order.</summary>
internal static class SettingContent
{
    public static bool Same(SettingNode one, SettingNode other) =>
        ReferenceEquals(one, other)
        || (one.Kind == other.Kind
            && one.Text == other.Text
            && one.IsQuoted == other.IsQuoted
            && (one.Content is null || other.Content is null ? one.Content == other.Content : Same(one.Content, other.Content))
            && one.Items.Count == other.Items.Count
            && one.Items.Zip(other.Items).All(pair => Same(pair.First, pair.Second))
            && SameEntries(one.Entries, other.Entries));

    private static bool SameEntries(
        IReadOnlyList<KeyValuePair<SettingNode, SettingNode>> some,
        IReadOnlyList<KeyValuePair<SettingNode, SettingNode>> others)
    {
        if (some.Count != others.Count)
        {
            return false;
        }

        var byKey = others.ToDictionary(entry => entry.Key.Text, entry => entry.Value);
        return some.All(entry => byKey.TryGetValue(entry.Key.Text, out var value) && Same(entry.Value, value));
    }
}
