using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Slots;

/// <summary>One function as a graph.</summary>
/// <param name="Graph">The graph.</param>
/// <param name="Block">The body of the member in which it stands.</param>
internal sealed record SlotFunction(ControlFlowGraph Graph, CodeBlock Block)
{
    /// <summary>What the graph keeps between operations.</summary>
    public IReadOnlyDictionary<CaptureId, IOperation> Captured { get; } = Graph.Blocks
        .SelectMany(block => block.Operations)
        .OfType<IFlowCaptureOperation>()
        .GroupBy(capture => capture.Id)
        .ToDictionary(same => same.Key, same => same.First().Value);

    /// <summary>A body with its lambdas and local functions.</summary>
    public static IEnumerable<SlotFunction> In(CodeBlock block, CancellationToken cancellationToken)
    {
        var whole = block.Root.Parent switch
        {
            IMethodBodyOperation method => ControlFlowGraph.Create(method, cancellationToken),
            IConstructorBodyOperation constructor => ControlFlowGraph.Create(constructor, cancellationToken),
            null when block.Root is IBlockOperation body => ControlFlowGraph.Create(body, cancellationToken),
            _ => null,
        };
        var open = new Stack<ControlFlowGraph>();
        if (whole is not null)
        {
            open.Push(whole);
        }

        while (open.Count > 0)
        {
            var graph = open.Pop();
            yield return new SlotFunction(graph, block);
            foreach (var local in graph.LocalFunctions)
            {
                open.Push(graph.GetLocalFunctionControlFlowGraph(local, cancellationToken));
            }

            foreach (var lambda in graph.Blocks.SelectMany(one => Of(one)).SelectMany(one => one.DescendantsAndSelf()).OfType<IFlowAnonymousFunctionOperation>())
            {
                open.Push(graph.GetAnonymousFunctionControlFlowGraph(lambda, cancellationToken));
            }
        }
    }

    /// <summary>What a block does, its test last.</summary>
    public static IReadOnlyList<IOperation> Of(BasicBlock block) => block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations;
}
