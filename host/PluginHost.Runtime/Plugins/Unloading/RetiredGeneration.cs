using PluginHost.Runtime.Plugins.Staging;

namespace PluginHost.Runtime.Plugins.Unloading;

/// <summary>A generation that no longer runs.</summary>
public sealed class RetiredGeneration
{
    private readonly WeakReference _context;
    private volatile IReadOnlyList<string>? _heldBy;
    private volatile string? _finding;

    internal RetiredGeneration(StagedPlugin copy, int generation, string contextName, DateTimeOffset retiredAt, WeakReference context)
    {
        Plugin = copy.Source.Id;
        Generation = generation;
        ContextName = contextName;
        Copy = copy;
        RetiredAt = retiredAt;
        _context = context;
    }

    /// <summary>The plugin's id.</summary>
    public string Plugin { get; }

    /// <summary>Its number.</summary>
    public int Generation { get; }

    /// <summary>The name of its load context, which a dump shows too.</summary>
    public string ContextName { get; }

    /// <summary>When its unloading began.</summary>
    public DateTimeOffset RetiredAt { get; }

    /// <summary>Whether nothing of it is left in memory. Turns true with a garbage collection.</summary>
    public bool Unloaded => !_context.IsAlive;

    /// <summary>Whether a full collection left it in memory, long enough after its stop.</summary>
    public bool Lingers => _heldBy is not null && !Unloaded;

    /// <summary>What keeps it in memory, in words; empty before that is looked into, and where nothing does.</summary>
    public IReadOnlyList<string> HeldBy => Unloaded ? []
        : _finding is { } finding ? [finding, .. (_heldBy ?? []).Where(holder => !Holders.IsHint(holder))]
        : _heldBy ?? [];

    /// <summary>Adds what an examination found, which comes before all that was known.</summary>
    /// <param name="finding">What holds it, in a sentence.</param>
    public void Explain(string finding) => _finding = finding;

    /// <summary>What it was loaded from.</summary>
    internal StagedPlugin Copy { get; }

    /// <summary>Sets what is known to hold it.</summary>
    /// <returns>Whether that is new.</returns>
    internal bool TakeHolders(IReadOnlyList<string> holders)
    {
        var isNew = _heldBy?.SequenceEqual(holders) != true;
        _heldBy = holders;
        return isNew;
    }
}
