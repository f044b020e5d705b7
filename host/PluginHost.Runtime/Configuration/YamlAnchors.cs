namespace PluginHost.Runtime.Configuration;

/// <summary>
/// The anchors of one document. An anchor is known only when its node is complete, so no alias can hold itself; its full
/// size is remembered, so a few nested aliases cannot stand for millions of nodes.
/// </summary>
internal sealed class YamlAnchors
{
    private readonly Dictionary<string, Anchored> _known = [];

    public void Add(string name, SettingNode node)
    {
        var (nodes, height) = Measure(node);
        _known[name] = new Anchored(node, nodes, height);
    }

    public Anchored? Find(string name) => _known.GetValueOrDefault(name);

    private static (int Nodes, int Height) Measure(SettingNode node)
    {
        var (nodes, height) = (1, 0);
        foreach (var child in node.Items.Concat(node.Entries.Select(entry => entry.Value)))
        {
            var below = Measure(child);
            nodes += below.Nodes;
            height = Math.Max(height, below.Height + 1);
        }

        return (nodes, height);
    }

    internal sealed record Anchored(SettingNode Node, int Nodes, int Height);
}
