using PluginHost.Analyzers.Flow;

namespace PluginHost.Analyzers.Lifecycle;

/// <summary>Without regard to the order of steps: which slots may hold what.</summary>
internal sealed class Aliases
{
    private readonly Dictionary<int, HashSet<int>> _sources = [];

    public Aliases(MethodSteps steps)
    {
        for (var slot = 0; slot < steps.Tables.Slots.Count; slot++)
        {
            _sources[slot] = [slot];
        }

        var assignments = steps.All.Where(step => step is { Kind: StepKind.Assign or StepKind.AssignIfEmpty, Source: >= 0 }).ToList();
        for (var hasChanged = true; hasChanged;)
        {
            hasChanged = false;
            foreach (var step in assignments)
            {
                var before = _sources[step.Target].Count;
                _sources[step.Target].UnionWith(_sources[step.Source]);
                hasChanged |= _sources[step.Target].Count > before;
            }
        }
    }

    /// <summary>The slots whose values may have come into a slot, itself among them.</summary>
    public IReadOnlyCollection<int> SourcesOf(int slot) => _sources.TryGetValue(slot, out var found) ? found : [];

    /// <summary>The slots that may hold what once was in one.</summary>
    public HashSet<int> HoldersOf(int slot) => [.. _sources.Where(pair => pair.Value.Contains(slot)).Select(pair => pair.Key)];
}
