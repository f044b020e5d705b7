using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Slots;

/// <summary>Goes all ways from a wait to the end of its function, until the slot is given back.</summary>
internal sealed class SlotPaths(SlotFunction function, SlotReturns returns, Func<IOperation, bool> mayFail, bool mayStayTaken)
{
    /// <summary>Handlers of these take what the network throws; others take something else.</summary>
    private static readonly HashSet<string> Taking = new(StringComparer.Ordinal) { "Exception", "Object", "SystemException", "IOException", "SocketException", "WebSocketException", "HttpRequestException" };

    private readonly HashSet<int> _seen = [];
    private readonly Stack<(BasicBlock Block, int From)> _open = new();
    private LostSlot? _failure;
    private LostSlot? _exit;

    /// <summary>The first way found; a failure before an exit.</summary>
    /// <param name="wait">The wait, an operation of the graph.</param>
    /// <param name="block">Its block.</param>
    /// <param name="index">Its place in that.</param>
    public LostSlot? From(IInvocationOperation wait, BasicBlock block, int index)
    {
        var (operations, test) = (SlotFunction.Of(block), new WaitTest(function, wait));
        if (operations[index] is IReturnOperation || IsResult(block, index))
        {
            return null;
        }

        Run(block, index + 1, test);
        while (_open.Count > 0 && _failure is null)
        {
            var (next, from) = _open.Pop();
            Run(next, from, test);
        }

        return _failure ?? _exit;
    }

    /// <summary>Whether the wait itself is what the function returns: then the caller waits.</summary>
    private static bool IsResult(BasicBlock block, int index) => index == block.Operations.Length && block.FallThroughSuccessor?.Semantics == ControlFlowBranchSemantics.Return;

    private void Run(BasicBlock block, int from, WaitTest test)
    {
        var operations = SlotFunction.Of(block);
        for (var i = from; i < operations.Count; i++)
        {
            if (Returns(operations[i]))
            {
                return;
            }

            if (operations[i].DescendantsAndSelf().FirstOrDefault(mayFail) is { } failing)
            {
                Fail(failing, block);
            }
        }

        var held = test.HeldWhen(block);
        foreach (var (branch, value) in Branches(block))
        {
            if (held is not null && value is not null && held != value)
            {
                continue;
            }

            if (branch.Semantics is ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow)
            {
                if (block.BranchValue is { } thrown || (thrown = block.Operations.LastOrDefault()) is not null)
                {
                    Fail(thrown, block);
                }

                continue;
            }

            if (branch.FinallyRegions.Any(Returns) || branch.Destination is not { } destination)
            {
                continue;
            }

            if (destination.Kind == BasicBlockKind.Exit)
            {
                Leave(block);
            }
            else if (_seen.Add(destination.Ordinal))
            {
                _open.Push((destination, 0));
            }
        }
    }

    /// <summary>The ways out of a block, with the value of its test.</summary>
    private static IEnumerable<(ControlFlowBranch Branch, bool? Value)> Branches(BasicBlock block)
    {
        var isConditional = block.ConditionKind != ControlFlowConditionKind.None;
        if (block.ConditionalSuccessor is { } conditional)
        {
            yield return (conditional, block.ConditionKind == ControlFlowConditionKind.WhenTrue);
        }

        if (block.FallThroughSuccessor is { } next)
        {
            yield return (next, isConditional ? block.ConditionKind != ControlFlowConditionKind.WhenTrue : null);
        }
    }

    private bool Returns(IOperation operation) => operation.DescendantsAndSelf().Any(one => returns.Are(one, function.Block, function.Captured));

    private bool Returns(ControlFlowRegion region) =>
        Enumerable.Range(region.FirstBlockOrdinal, region.LastBlockOrdinal - region.FirstBlockOrdinal + 1).Any(i => SlotFunction.Of(function.Graph.Blocks[i]).Any(Returns));

    private void Leave(BasicBlock block)
    {
        var at = SlotFunction.Of(block).LastOrDefault();
        if (!mayStayTaken)
        {
            _exit ??= new LostSlot(at ?? function.Graph.OriginalOperation, IsFailure: false);
        }
    }

    /// <summary>An exception goes outwards, through handlers that may give back and <c>finally</c> blocks that do.</summary>
    private void Fail(IOperation at, BasicBlock block)
    {
        for (var region = block.EnclosingRegion; region is not null; region = region.EnclosingRegion)
        {
            if (region is not { Kind: ControlFlowRegionKind.Try, EnclosingRegion: { } whole })
            {
                continue;
            }

            foreach (var sibling in whole.NestedRegions)
            {
                switch (sibling.Kind)
                {
                    case ControlFlowRegionKind.Finally when Returns(sibling):
                        return;
                    case ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler:
                        if (_seen.Add(sibling.FirstBlockOrdinal))
                        {
                            _open.Push((function.Graph.Blocks[sibling.FirstBlockOrdinal], 0));
                        }

                        if (sibling.Kind == ControlFlowRegionKind.Catch && (sibling.ExceptionType is null || Taking.Contains(sibling.ExceptionType.Name)))
                        {
                            return;
                        }

                        break;
                }
            }
        }

        _failure ??= new LostSlot(at, IsFailure: true);
    }
}
