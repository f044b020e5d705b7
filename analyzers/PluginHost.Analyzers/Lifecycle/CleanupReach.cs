using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using PluginHost.Analyzers.Flow;

namespace PluginHost.Analyzers.Lifecycle;

/// <summary>Answers whether code that runs after a failure can still let a resource go.</summary>
internal static class CleanupReach
{
    /// <param name="steps">The method.</param>
    /// <param name="handler">The first block of the handler.</param>
    /// <param name="holders">The slots that may hold the resource.</param>
    /// <param name="closes">Whether a call of a method of the same type closes it.</param>
    public static bool IsPossible(MethodSteps steps, int handler, HashSet<int> holders, Func<IMethodSymbol, bool> closes)
    {
        var seen = new HashSet<int> { handler };
        var open = new Stack<int>();
        open.Push(handler);
        while (open.Count > 0)
        {
            var ordinal = open.Pop();
            if (LetsGo(steps.Blocks[ordinal], holders, closes, out var isReplaced))
            {
                return true;
            }

            if (isReplaced)
            {
                continue;
            }

            foreach (var next in Next(steps.Graph, steps.Graph.Blocks[ordinal]))
            {
                if (seen.Add(next))
                {
                    open.Push(next);
                }
            }
        }

        return false;
    }

    private static bool LetsGo(IReadOnlyList<Step> steps, HashSet<int> holders, Func<IMethodSymbol, bool> closes, out bool isReplaced)
    {
        isReplaced = false;
        foreach (var step in steps)
        {
            switch (step.Kind)
            {
                case StepKind.Cleanup or StepKind.HandOver or StepKind.Pass when holders.Contains(step.Target):
                case StepKind.CallOwn when closes(step.Callee!):
                    return true;
                case StepKind.Acquire when holders.Contains(step.Target):
                    // The next one of its kind: what becomes of that one says nothing of this.
                    isReplaced = true;
                    return false;
            }
        }

        return false;
    }

    private static IEnumerable<int> Next(ControlFlowGraph graph, BasicBlock block)
    {
        foreach (var branch in new[] { block.ConditionalSuccessor, block.FallThroughSuccessor })
        {
            if (branch is null)
            {
                continue;
            }

            foreach (var region in branch.FinallyRegions)
            {
                for (var inside = region.FirstBlockOrdinal; inside <= region.LastBlockOrdinal; inside++)
                {
                    yield return inside;
                }
            }

            if (branch.Destination is { } destination)
            {
                yield return destination.Ordinal;
            }
            else if (branch.Semantics is ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow)
            {
                foreach (var outer in Outwards(graph, block))
                {
                    yield return outer;
                }
            }
        }
    }

    private static IEnumerable<int> Outwards(ControlFlowGraph graph, BasicBlock block)
    {
        for (var region = block.EnclosingRegion; region is not null && region != graph.Root; region = region.EnclosingRegion)
        {
            if (region is not { Kind: ControlFlowRegionKind.Try, EnclosingRegion: { } whole })
            {
                continue;
            }

            foreach (var sibling in whole.NestedRegions)
            {
                for (var inside = sibling.FirstBlockOrdinal; sibling.Kind == ControlFlowRegionKind.Finally && inside <= sibling.LastBlockOrdinal; inside++)
                {
                    yield return inside;
                }

                if (sibling.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler)
                {
                    yield return sibling.FirstBlockOrdinal;
                }
            }
        }
    }
}
