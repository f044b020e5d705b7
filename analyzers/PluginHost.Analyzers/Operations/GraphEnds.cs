using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PluginHost.Analyzers.Operations;

/// <summary>Tells where the control in a graph can get to; a test with a constant has one way out, which the graph does not say.</summary>
internal static class GraphEnds
{
    /// <summary>Whether the branch is one that a constant condition rules out.</summary>
    public static bool IsRuledOut(this BasicBlock block, ControlFlowBranch branch) =>
        block.ConditionalSuccessor is not null
        && block.BranchValue?.ConstantValue is { HasValue: true, Value: bool always }
        && always != (branch.IsConditionalSuccessor == (block.ConditionKind == ControlFlowConditionKind.WhenTrue));

    /// <summary>Whether the end is reached otherwise than by <c>return</c> or <c>throw</c>.</summary>
    public static bool RunsOffItsEnd(this ControlFlowGraph graph)
    {
        if (!graph.Blocks[graph.Blocks.Length - 1].Predecessors.Any(branch => branch.Semantics == ControlFlowBranchSemantics.Regular))
        {
            return false;
        }

        var (seen, open) = (new bool[graph.Blocks.Length], new Stack<BasicBlock>(graph.Blocks.Where(block => block.Kind == BasicBlockKind.Entry || BeginsHandler(block))));
        while (open.Count > 0)
        {
            var block = open.Pop();
            if (seen[block.Ordinal])
            {
                continue;
            }

            seen[block.Ordinal] = true;
            foreach (var branch in new[] { block.ConditionalSuccessor, block.FallThroughSuccessor })
            {
                if (branch?.Destination is not { } next || block.IsRuledOut(branch))
                {
                    continue;
                }

                if (next.Kind == BasicBlockKind.Exit && branch.Semantics == ControlFlowBranchSemantics.Regular)
                {
                    return true;
                }

                open.Push(next);
            }
        }

        return false;
    }

    /// <summary>Handlers are entered by exceptions, for which a graph has no edge.</summary>
    private static bool BeginsHandler(BasicBlock block)
    {
        for (var region = block.EnclosingRegion; region is not null && region.FirstBlockOrdinal == block.Ordinal; region = region.EnclosingRegion)
        {
            if (region.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.Filter or ControlFlowRegionKind.Finally)
            {
                return true;
            }
        }

        return false;
    }
}
