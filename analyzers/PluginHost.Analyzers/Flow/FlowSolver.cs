using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace PluginHost.Analyzers.Flow;

/// <summary>Follows the resources of one method along all its paths, through handlers and finally blocks too.</summary>
internal sealed partial class FlowSolver
{
    /// <summary>A method that needs more is not worth the wait.</summary>
    private const int MostTransfers = 20_000;

    private const int DeepestFinally = 16;

    private readonly MethodSteps _method;
    private readonly GuardedSteps _guards;
    private readonly Func<IMethodSymbol, ISymbol, FieldEffect?> _effects;
    private readonly Func<ISymbol, bool, ISymbol, bool> _isClosedWhen;
    private readonly Func<ISymbol, bool> _isClosedWhenLost;
    private readonly bool _hasStrictHandlers;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<(Step, ISymbol), int> _opened = [];
    private readonly Dictionary<int, int> _previous = [];
    private readonly Dictionary<ISymbol, int> _flags = new(SymbolEqualityComparer.Default);
    private int _transfers;

    /// <param name="method">The method.</param>
    /// <param name="guards">What stands behind a flag.</param>
    /// <param name="effects">What a call of a method of the same type leaves in a field; <see langword="null"/> when nobody knows.</param>
    /// <param name="isClosedWhen">Whether a field is closed wherever a flag has a value.</param>
    /// <param name="isClosedWhenLost">Whether a field is closed by the handlers of what fails on it.</param>
    /// <param name="hasStrictHandlers">Whether a handler of one type lets every other exception past.</param>
    /// <param name="cancellationToken">Asked once a block.</param>
    public FlowSolver(
        MethodSteps method,
        GuardedSteps guards,
        Func<IMethodSymbol, ISymbol, FieldEffect?> effects,
        Func<ISymbol, bool, ISymbol, bool> isClosedWhen,
        Func<ISymbol, bool> isClosedWhenLost,
        bool hasStrictHandlers,
        CancellationToken cancellationToken) =>
        (_method, _guards, _effects, _isClosedWhen, _isClosedWhenLost, _hasStrictHandlers, _cancellationToken) = (method, guards, effects, isClosedWhen, isClosedWhenLost, hasStrictHandlers, cancellationToken);

    /// <summary>Whether the method was too much; what was told of it then counts for nothing.</summary>
    public bool GaveUp => _transfers > MostTransfers || _method.Tables.Overflowed;

    /// <summary>Runs through the method.</summary>
    /// <param name="entry">What is known at its start.</param>
    /// <param name="observers">Each is told what happens.</param>
    public void Run(FlowState entry, params IFlowObserver[] observers)
    {
        var pass = new Pass(this, null, 0);
        pass.Enter(0, entry);
        pass.Solve();
        foreach (var observer in GaveUp ? [] : observers)
        {
            pass.Replay(observer);
        }
    }

    /// <summary>A state in which each field holds its entry group, and nothing is known of them.</summary>
    public FlowState NewState()
    {
        // Groups of calls are made while the steps run, so that there is room for them in every state from the start.
        foreach (var step in _method.All)
        {
            if (step is { Kind: StepKind.CallOwn, Callee: { } callee })
            {
                foreach (var field in _method.Tables.Fields.Keys.ToList())
                {
                    if (_effects(callee, field) is { MayOpen: true } && !_opened.ContainsKey((step, field)))
                    {
                        _opened[(step, field)] = _method.Tables.AddGroup(new Group(null, field, Resources.ResourceKind.Connection));
                    }
                }
            }
        }

        // What a loop has put into a field is another one than what the next pass opens at the same place.
        foreach (var step in _method.All)
        {
            if (step.Kind == StepKind.Acquire && !_previous.ContainsKey(step.Group))
            {
                _previous[step.Group] = _method.Tables.AddGroup(_method.Tables.Groups[step.Group] with { Origin = null });
            }
        }

        var state = new FlowState(_method.Tables.Slots.Count);
        foreach (var (slot, group) in _method.Tables.Fields.Values)
        {
            if (group >= 0)
            {
                state.Hold(slot, 1UL << group);
            }
        }

        return state;
    }

    private void Apply(Step step, FlowState state, IFlowObserver? observer)
    {
        state.ForgetFlags();
        switch (step.Kind)
        {
            case StepKind.Acquire:
                if ((state.Live & (1UL << step.Group)) != 0)
                {
                    observer?.AcquiresAgain(step);
                }

                if ((state.Kept & (1UL << step.Group)) != 0 && _previous.TryGetValue(step.Group, out var previous) && previous >= 0)
                {
                    state.Rename(1UL << step.Group, 1UL << previous);
                }

                state.Begin(step.Target, 1UL << step.Group);
                break;
            case StepKind.Assign:
                Assign(step, state, observer);
                break;
            case StepKind.AssignIfEmpty when step.Source >= 0:
                Bind(step, state, state.Held(step.Target) | state.Held(step.Source));
                break;
            case StepKind.Cleanup:
                state.Dispose(state.Held(step.Target));
                break;
            case StepKind.HandOver:
                // Who is shown what a field holds does not take it over.
                state.Give(state.Held(step.Target) & ~(step is { IsResult: true, Operation: not IAssignmentOperation } ? state.Kept : 0));
                break;
            case StepKind.Pass:
                Lend(step, state);
                break;
            case StepKind.CallOwn:
                CallOwn(step, state, observer);
                break;
        }
    }

    private static void Lend(Step step, FlowState state)
    {
        // An unknown callee may keep what it is given, but seldom what a field holds as well.
        var given = state.Held(step.Target) & ~state.Kept;
        state.Give(given);
    }

    private void Assign(Step step, FlowState state, IFlowObserver? observer)
    {
        var old = state.Held(step.Target);
        var next = step.Source < 0 ? 0 : state.Held(step.Source);
        if (_method.Tables.Slots[step.Target].IsField)
        {
            foreach (var group in Bits(old & ~next & state.Open))
            {
                var one = 1UL << group;
                if (state.IsHeldBy(one, slot => slot != step.Target && _method.Tables.Slots[slot].IsField))
                {
                    continue;
                }

                var isHeldElsewhere = state.IsHeldBy(one, slot => slot != step.Target);
                observer?.Overwritten(step, group, isHeldElsewhere);
                if (isHeldElsewhere)
                {
                    state.Live |= one & state.Kept;
                    state.Kept &= ~one;
                }
                else
                {
                    // Told once, here.
                    state.Give(one);
                }
            }
        }

        Bind(step, state, next);
    }

    private void Bind(Step step, FlowState state, ulong groups)
    {
        state.Hold(step.Target, groups);
        if (_method.Tables.Slots[step.Target].IsField)
        {
            var open = groups & (state.Live | state.LiveAfterException);
            state.Kept |= open;
            state.Live &= ~open;
            state.LiveAfterException &= ~open;
        }
    }

    private void CallOwn(Step step, FlowState state, IFlowObserver? observer)
    {
        observer?.Calls(step, state);
        foreach (var field in _method.Tables.Fields)
        {
            if (_effects(step.Callee!, field.Key) is not { } effect)
            {
                continue;
            }

            var slot = field.Value.Slot;
            if (effect.Closes || effect.Replaces)
            {
                state.Dispose(state.Held(slot));
            }

            var kept = effect.Replaces ? 0 : state.Held(slot);
            if (effect.MayOpen && _opened.TryGetValue((step, field.Key), out var opened) && opened >= 0)
            {
                state.Begin(slot, 1UL << opened);
                Bind(step with { Target = slot }, state, kept | (1UL << opened));
            }
            else
            {
                state.Hold(slot, kept);
            }
        }
    }

    /// <summary>How the test of a flag goes that is all a block does, where the flag was tested just before.</summary>
    private bool? KnownOutcome(BasicBlock block, FlowState state)
    {
        if ((state.KnownTrue | state.KnownFalse) == 0 || !block.Operations.IsEmpty || !_method.Tests.TryGetValue(block.Ordinal, out var test) || test.Flag is not { } flag)
        {
            return null;
        }

        var bit = BitOf(flag);
        return (state.KnownTrue & bit) != 0 ? test.FlagWhenTrue : (state.KnownFalse & bit) != 0 ? !test.FlagWhenTrue : null;
    }

    private void Refine(BasicBlock block, bool conditionHolds, FlowState state)
    {
        if (_method.Tests.TryGetValue(block.Ordinal, out var test))
        {
            if (test.Slot >= 0)
            {
                Refine(test, conditionHolds ? test.WhenTrue : test.WhenFalse, state);
            }
            else if (test.Flag is { } flag)
            {
                var isSet = conditionHolds == test.FlagWhenTrue;
                state.KnownTrue |= isSet ? BitOf(flag) : 0;
                state.KnownFalse |= isSet ? 0 : BitOf(flag);
                foreach (var field in _method.Tables.Fields)
                {
                    if (field.Value.Group >= 0 && _isClosedWhen(flag, conditionHolds == test.FlagWhenTrue, field.Key))
                    {
                        state.MakeAbsent(1UL << field.Value.Group);
                    }
                }
            }
        }

        foreach (var step in _guards.Behind(block.Ordinal))
        {
            var groups = state.Held(step.Kind == StepKind.Assign ? step.Source : step.Target) & (state.Live | state.LiveAfterException | (step.Kind == StepKind.Cleanup ? state.Kept : 0));
            if (step.Kind == StepKind.Cleanup)
            {
                state.Dispose(groups);
            }
            else
            {
                state.Give(groups);
            }
        }
    }

    private void Refine(NullTest test, Presence presence, FlowState state)
    {
        var held = state.Held(test.Slot);
        if (presence == Presence.Absent)
        {
            state.MakeAbsent(held);
            return;
        }

        // Whoever asks whether it is there, and not whether it is open, takes the one for the other.
        var there = held & state.Absent;
        if (!test.AsksState || !IsClosedWhenLost(held))
        {
            var taken = there & state.Disposed & state.Unasked;
            state.Kept |= taken;
            state.Disposed &= ~taken;
        }

        if (presence == Presence.There)
        {
            state.Absent &= ~there;
        }
    }

    /// <summary>Whether what a field held at the start is closed by whoever finds it broken, so that the answer to a question tells of that.</summary>
    private bool IsClosedWhenLost(ulong groups) =>
        _method.Tables.Fields.Any(field => field.Value.Group >= 0 && (groups & (1UL << field.Value.Group)) != 0 && _isClosedWhenLost(field.Key));

    private ulong BitOf(ISymbol flag)
    {
        if (!_flags.TryGetValue(flag, out var index))
        {
            _flags[flag] = index = _flags.Count;
        }

        return index < 64 ? 1UL << index : 0;
    }

    private static IEnumerable<int> Bits(ulong groups)
    {
        for (var i = 0; groups != 0; i++, groups >>= 1)
        {
            if ((groups & 1) != 0)
            {
                yield return i;
            }
        }
    }
}
