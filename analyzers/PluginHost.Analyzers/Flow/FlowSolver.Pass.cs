using System.Collections.Immutable;
using Microsoft.CodeAnalysis.FlowAnalysis;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Ownership;

namespace PluginHost.Analyzers.Flow;

internal sealed partial class FlowSolver
{
    /// <summary>One run over a method, or over one finally block of it.</summary>
    private sealed class Pass(FlowSolver solver, ControlFlowRegion? root, int depth)
    {
        private const int MostHops = 4;

        private readonly FlowState?[] _in = new FlowState?[solver._method.Graph.Blocks.Length];
        private readonly bool[] _isOpen = new bool[solver._method.Graph.Blocks.Length];
        private int _lowestOpen = int.MaxValue;
        private FlowState? _end;

        public void Enter(int block, FlowState state)
        {
            if (_in[block] is not { } known)
            {
                _in[block] = state.Copy();
                Open(block);
            }
            else if (known.Join(state))
            {
                Open(block);
            }
        }

        public void Solve()
        {
            while (_lowestOpen < _isOpen.Length && solver._transfers <= MostTransfers)
            {
                var block = _lowestOpen++;
                if (_isOpen[block])
                {
                    solver._transfers++;
                    solver._cancellationToken.ThrowIfCancellationRequested();
                    _isOpen[block] = false;
                    Transfer(block, null);
                }
            }
        }

        public void Replay(IFlowObserver observer)
        {
            for (var block = 0; block < _in.Length; block++)
            {
                if (_in[block] is not null)
                {
                    Transfer(block, observer);
                }
            }
        }

        /// <summary>In the order of the blocks, so that loops alone are gone through again.</summary>
        private void Open(int block)
        {
            _isOpen[block] = true;
            _lowestOpen = Math.Min(_lowestOpen, block);
        }

        private void Transfer(int ordinal, IFlowObserver? observer)
        {
            var block = solver._method.Graph.Blocks[ordinal];
            var steps = solver._method.Blocks[ordinal];
            var state = steps.Count == 0 && block.Operations.IsEmpty ? _in[ordinal]! : _in[ordinal]!.Copy();
            if (!block.Operations.IsEmpty)
            {
                state.ForgetFlags();
            }

            var isGuarded = solver._method.IsInTry(block);
            FlowState? thrown = null;
            FlowState? failed = null;
            foreach (var step in steps)
            {
                if (step.Kind is StepKind.MayThrow or StepKind.Throws)
                {
                    if (isGuarded)
                    {
                        var met = step.Kind == StepKind.Throws ? failed ??= state.Copy() : thrown ??= state.Copy();
                        met.Join(state);
                    }

                    if (step.Kind == StepKind.Throws && observer is not null)
                    {
                        Throw(block, state, step, observer, isFailure: true);
                    }
                }

                solver.Apply(step, state, observer);
            }

            if (thrown is not null)
            {
                Throw(block, thrown, null, null, isFailure: false);
            }

            if (failed is not null)
            {
                Throw(block, failed, null, null, isFailure: true);
            }

            Follow(block, block.ConditionalSuccessor, state, block.ConditionKind == ControlFlowConditionKind.WhenTrue, observer);
            Follow(block, block.FallThroughSuccessor, state, block.ConditionKind == ControlFlowConditionKind.WhenFalse, observer);
        }

        private void Follow(BasicBlock block, ControlFlowBranch? branch, FlowState state, bool conditionHolds, IFlowObserver? observer, int hops = 0)
        {
            if (branch is null)
            {
                return;
            }

            if (block.ConditionalSuccessor is not null)
            {
                // Nothing leaves while (true) by its condition.
                if (block.IsRuledOut(branch))
                {
                    return;
                }

                state = state.Copy();
                solver.Refine(block, conditionHolds, state);
            }

            switch (branch.Semantics)
            {
                case ControlFlowBranchSemantics.StructuredExceptionHandling:
                    (_end ??= state.Copy()).Join(state);
                    return;
                case ControlFlowBranchSemantics.Throw:
                    Leave(block, state, observer);
                    Throw(block, state, block.BranchValue is { } thrown && !MethodFailures.IsMisuse(thrown.Unwrap().Type) ? new Step(StepKind.Throws, thrown) : null, observer, isFailure: true);
                    return;
                case ControlFlowBranchSemantics.Rethrow:
                    Leave(block, state, observer);
                    Throw(block, state, null, null, isFailure: true);
                    return;
            }

            var next = state;
            foreach (var region in branch.Destination?.EnclosingRegion == block.EnclosingRegion ? ImmutableArray<ControlFlowRegion>.Empty : branch.FinallyRegions)
            {
                if (Through(region, next, observer) is not { } after)
                {
                    return;
                }

                next = after;
            }

            if (branch.Destination is { Kind: BasicBlockKind.Exit })
            {
                observer?.Leaves(block, next);
            }
            else if (branch.Destination is { } destination && IsInside(destination.EnclosingRegion))
            {
                if (hops < MostHops && solver.KnownOutcome(destination, next) is { } isTrue)
                {
                    // The inner loop has just ended by the flag that ends the outer one too: that needs no joining with other ways there.
                    var isConditional = isTrue == (destination.ConditionKind == ControlFlowConditionKind.WhenTrue);
                    Follow(destination, isConditional ? destination.ConditionalSuccessor : destination.FallThroughSuccessor, next, isTrue, observer, hops + 1);
                }
                else
                {
                    Enter(destination.Ordinal, next);
                }
            }
        }

        private void Leave(BasicBlock block, FlowState state, IFlowObserver? observer)
        {
            if (!solver._method.IsInTry(block))
            {
                observer?.LeavesByThrow(block, state);
            }
        }

        /// <summary>What is known after a finally block; <see langword="null"/> when it never ends.</summary>
        private FlowState? Through(ControlFlowRegion region, FlowState state, IFlowObserver? observer)
        {
            if (depth >= DeepestFinally)
            {
                return state;
            }

            var inner = new Pass(solver, region, depth + 1);
            inner.Enter(region.FirstBlockOrdinal, state);
            inner.Solve();
            if (observer is not null && !solver.GaveUp)
            {
                inner.Replay(observer);
            }

            return inner._end;
        }

        /// <summary>Takes an exception outwards: through each finally, into each handler that may want it.</summary>
        private void Throw(BasicBlock block, FlowState state, Step? step, IFlowObserver? observer, bool isFailure)
        {
            state = state.AfterException(isFailure);
            var isCaught = false;

            // A lambda's outermost region stands inside one of the method round it.
            for (var region = block.EnclosingRegion; region is not null && region != root && region != solver._method.Graph.Root; region = region.EnclosingRegion)
            {
                if (region.Kind != ControlFlowRegionKind.Try || region.EnclosingRegion is not { } whole)
                {
                    continue;
                }

                foreach (var sibling in whole.NestedRegions)
                {
                    switch (sibling.Kind)
                    {
                        case ControlFlowRegionKind.Finally:
                            if (Through(sibling, state, null) is not { } after)
                            {
                                return;
                            }

                            state = after;
                            break;
                        case ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler:
                            Enter(sibling.FirstBlockOrdinal, state);
                            if (step is not null && !isCaught && CatchRegions.Catches(sibling))
                            {
                                isCaught = !solver._hasStrictHandlers || CatchRegions.CatchesAll(sibling);
                                observer?.IsHandled(step, sibling.FirstBlockOrdinal, state);
                            }

                            if (CatchRegions.CatchesAll(sibling))
                            {
                                return;
                            }

                            break;
                    }
                }
            }

            if (step is not null && !isCaught && root is null)
            {
                observer?.Escapes(step, state);
            }
        }

        private bool IsInside(ControlFlowRegion? region)
        {
            for (; region is not null; region = region.EnclosingRegion)
            {
                if (region == root)
                {
                    return true;
                }
            }

            return root is null;
        }
    }
}
