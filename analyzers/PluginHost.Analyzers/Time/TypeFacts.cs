using Microsoft.CodeAnalysis;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Time;

/// <summary>What the bodies of one type say together about its waits.</summary>
internal sealed class TypeFacts
{
    public TypeFacts(TypeBlocks blocks, LifecycleContext context)
    {
        Blocks = blocks;
        var origins = new TokenOrigins(context.Durations, context.Bodies, blocks);
        Waits = new TimedWaits(context.Durations, origins, new SocketTimeouts(blocks.All, context.Types, context.Durations), context.Reads);
        Deadlines = new LoopDeadlines(blocks, origins);
    }

    public TypeBlocks Blocks { get; }

    public TimedWaits Waits { get; }

    public LoopDeadlines Deadlines { get; }

    /// <summary>For a method of another type, of which only itself is looked at.</summary>
    public static TypeFacts Of(IMethodSymbol method, CodeBlock block, LifecycleContext context)
    {
        var alone = new TypeBlocks(method.ContainingType);
        alone.Add(block);
        return new TypeFacts(alone, context);
    }
}
