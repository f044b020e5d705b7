using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using PluginHost.Analyzers.Apis;

namespace PluginHost.Analyzers.Flow;

/// <summary>A method as a list of steps for each block of its control-flow graph.</summary>
internal sealed class MethodSteps(ISymbol owner, ControlFlowGraph graph, StepTables tables, IReadOnlyList<IReadOnlyList<Step>> blocks, IReadOnlyDictionary<int, NullTest> tests)
{
    private bool[]? _inTry;
    private bool? _acquires;
    private bool? _callsOwn;
    private bool? _writesFields;
    private bool? _connects;

    /// <summary>The method, or the member whose initializer it is.</summary>
    public ISymbol Owner { get; } = owner;

    public ControlFlowGraph Graph { get; } = graph;

    public StepTables Tables { get; } = tables;

    /// <summary>By the block's number.</summary>
    public IReadOnlyList<IReadOnlyList<Step>> Blocks { get; } = blocks;

    /// <summary>What a block's branch tests, by the block's number.</summary>
    public IReadOnlyDictionary<int, NullTest> Tests { get; } = tests;

    /// <summary>All steps, in no order of execution.</summary>
    public IReadOnlyList<Step> All { get; } = [.. blocks.SelectMany(steps => steps)];

    /// <summary>Whether it comes by a resource of its own.</summary>
    public bool Acquires => _acquires ??= All.Any(step => step.Kind == StepKind.Acquire);

    /// <summary>Whether it calls other methods of the same object.</summary>
    public bool CallsOwn => _callsOwn ??= All.Any(step => step.Kind == StepKind.CallOwn);

    /// <summary>Whether it writes a member of the object that can hold a resource.</summary>
    public bool WritesFields => _writesFields ??= All.Any(step => step.Kind == StepKind.Assign && Tables.Slots[step.Target].IsField);

    /// <summary>Whether it connects something that it or its object holds.</summary>
    public bool Connects => _connects ??= All.Any(step => step.Role.HasFlag(ApiRole.Connects) && step.Target >= 0);

    /// <summary>Whether somebody in the method may take what is thrown in a block, if only to clean up.</summary>
    public bool IsInTry(BasicBlock block) => (_inTry ??= [.. Graph.Blocks.Select(StandsInTry)])[block.Ordinal];

    private static bool StandsInTry(BasicBlock block)
    {
        for (var region = block.EnclosingRegion; region is not null; region = region.EnclosingRegion)
        {
            if (region.Kind == ControlFlowRegionKind.Try)
            {
                return true;
            }
        }

        return false;
    }
}
