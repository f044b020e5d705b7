using PluginHost.Runtime.Plugins.Inspecting;
using PluginHost.Runtime.Plugins.Unloading;


namespace PluginHost.Runtime.Plugins.Generations;

/// <summary>The generations of one plugin id in this process.</summary>
internal sealed class PluginHistory
{
    private const int Listed = 5;
    private const int MostListed = 20;

    private IReadOnlyList<(int Generation, GatedPlugin Content)> _contents = [];
    private int _generations;

    /// <summary>The last ones, oldest first, and earlier ones that are still in memory.</summary>
    public IReadOnlyList<RetiredGeneration> Retired { get; private set; } = [];

    /// <summary>What the listed ones were made of, oldest first.</summary>
    public IEnumerable<GatedPlugin> Contents => _contents.Select(content => content.Content);

    /// <summary>The generations whose content is kept, oldest first.</summary>
    public IReadOnlyList<int> Kept => [.. _contents.Select(content => content.Generation)];

    public int NextGeneration() => ++_generations;

    public GatedPlugin? FindContent(int generation) =>
        _contents.FirstOrDefault(content => content.Generation == generation).Content;

    public void Add(RetiredGeneration generation, GatedPlugin content)
    {
        var all = Retired.Append(generation).ToList();
        Retired = [.. all.Where((one, index) => index >= all.Count - Listed || !one.Unloaded).TakeLast(MostListed)];
        _contents = [.. _contents.Append((generation.Generation, content)).TakeLast(Listed)];
    }
}
