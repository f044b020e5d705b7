namespace PluginHost.Runtime.Plugins;

/// <summary>A generation that no longer runs.</summary>
public sealed class RetiredGeneration
{
    private readonly WeakReference _context;

    internal RetiredGeneration(int generation, DateTimeOffset retiredAt, WeakReference context)
    {
        Generation = generation;
        RetiredAt = retiredAt;
        _context = context;
    }

    /// <summary>Its number.</summary>
    public int Generation { get; }

    /// <summary>When its unloading began.</summary>
    public DateTimeOffset RetiredAt { get; }

    /// <summary>Whether nothing of it is left in memory. Turns true with a garbage collection, which nobody forces.</summary>
    public bool Unloaded => !_context.IsAlive;
}
