using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PluginHost.Analyzers.Flow;

/// <summary>A method as a list of steps for each block of its control-flow graph.</summary>
internal sealed class MethodSteps(ISymbol owner, ControlFlowGraph graph, StepTables tables, IReadOnlyList<IReadOnlyList<Step>> blocks, IReadOnlyDictionary<int, NullTest> tests)
{
    /// <summary>The method, or the member whose initializer it is.</summary>
    public ISymbol Owner { get; } = owner;

    public ControlFlowGraph Graph { get; } = graph;

    public StepTables Tables { get; } = tables;

    /// <summary>By the block's number.</summary>
    public IReadOnlyList<IReadOnlyList<Step>> Blocks { get; } = blocks;

    /// <summary>What a block's branch tests, by the block's number.</summary>
    public IReadOnlyDictionary<int, NullTest> Tests { get; } = tests;

    /// <summary>All steps, in no order of execution.</summary>
    public IEnumerable<Step> All => Blocks.SelectMany(steps => steps);
}
