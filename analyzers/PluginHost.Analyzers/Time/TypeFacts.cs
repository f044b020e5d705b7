using Microsoft.CodeAnalysis;
using PluginHost.Analyzers.Loops;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Time;

/// <summary>What the bodies of one type say together about its waits.</summary>
internal sealed class TypeFacts
{
    public TypeFacts(TypeBlocks blocks, LifecycleContext context, Durations durations, ReadCalls calls)
    {
        Blocks = blocks;
        var origins = new TokenOrigins(durations, context.Bodies, blocks);
        Waits = new TimedWaits(durations, origins, new SocketTimeouts(blocks.All, context.Types, durations), calls);
        Deadlines = new LoopDeadlines(blocks, origins);
    }

    public TypeBlocks Blocks { get; }

    public TimedWaits Waits { get; }

    public LoopDeadlines Deadlines { get; }

    /// <summary>For a method of another type, of which only itself is looked at.</summary>
    public static TypeFacts Of(IMethodSymbol method, CodeBlock block, LifecycleContext context, Durations durations, ReadCalls calls)
    {
        var alone = new TypeBlocks(method.ContainingType);
        alone.Add(block);
        return new TypeFacts(alone, context, durations, calls);
    }
}
