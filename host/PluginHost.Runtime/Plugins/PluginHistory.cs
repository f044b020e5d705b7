namespace PluginHost.Runtime.Plugins;

/// <summary>The generations of one plugin id in this process.</summary>
internal sealed class PluginHistory
{
    private const int Listed = 5;

    private int _generations;

    /// <summary>The last ones, oldest first.</summary>
    public IReadOnlyList<RetiredGeneration> Retired { get; private set; } = [];

    public int NextGeneration() => ++_generations;

    public void Add(RetiredGeneration generation) => Retired = [.. Retired.Append(generation).TakeLast(Listed)];
}
