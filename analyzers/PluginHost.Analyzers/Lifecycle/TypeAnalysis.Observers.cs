using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using PluginHost.Analyzers.Flow;

namespace PluginHost.Analyzers.Lifecycle;

internal sealed partial class TypeAnalysis
{
    /// <summary>Which fields hold something open at the end that was not there before.</summary>
    private sealed class Openings(MethodSteps steps) : IFlowObserver
    {
        /// <summary>What a callee has opened is the callee's.</summary>
        private readonly ulong _acquired = steps.Tables.Groups.Select((group, i) => group.Origin is null || group.NeedsGoodbye || group.IsGiven ? 0 : 1UL << i).Aggregate(0UL, (all, one) => all | one);

        public HashSet<ISymbol> Opened { get; } = new(SymbolEqualityComparer.Default);

        public void Overwritten(Step step, int group, bool isHeldElsewhere)
        {
        }

        public void Calls(Step step, FlowState state)
        {
        }

        public void Leaves(BasicBlock from, FlowState state) => Look(state);

        // What stays behind when the method fails is there too when the next one begins.
        public void Escapes(Step step, FlowState state) => Look(state);

        public void LeavesByThrow(BasicBlock from, FlowState state)
        {
        }

        public void AcquiresAgain(Step step)
        {
        }

        public void IsHandled(Step step, int handler, FlowState state)
        {
        }

        private void Look(FlowState state)
        {
            foreach (var field in steps.Tables.Fields)
            {
                if ((state.Held(field.Value.Slot) & state.Open & _acquired) != 0)
                {
                    Opened.Add(field.Key);
                }
            }
        }
    }

    /// <summary>What each field may hold where a method of the same type is called.</summary>
    private sealed class CallSites(MethodSteps steps, TypeAnalysis analysis) : IFlowObserver
    {
        public bool HasChanged { get; private set; }

        public void Overwritten(Step step, int group, bool isHeldElsewhere)
        {
        }

        public void Calls(Step step, FlowState state)
        {
            if (!analysis._callSites.TryGetValue(step.Callee!, out var fields))
            {
                analysis._callSites[step.Callee!] = fields = new Dictionary<ISymbol, FieldEntry>(SymbolEqualityComparer.Default);
                HasChanged = true;
            }

            if (!analysis._byMethod.TryGetValue(step.Callee!, out var callee))
            {
                return;
            }

            foreach (var field in callee.Steps.Tables.Fields.Keys)
            {
                fields.TryGetValue(field, out var before);
                var now = before | (steps.Tables.Fields.TryGetValue(field, out var own) ? At(state, own.Slot) : FieldEntry.Unknown);
                HasChanged |= now != before;
                fields[field] = now;
            }
        }

        public void Leaves(BasicBlock from, FlowState state)
        {
        }

        public void Escapes(Step step, FlowState state)
        {
        }

        public void LeavesByThrow(BasicBlock from, FlowState state)
        {
        }

        public void AcquiresAgain(Step step)
        {
        }

        public void IsHandled(Step step, int handler, FlowState state)
        {
        }

        private static FieldEntry At(FlowState state, int slot)
        {
            var held = state.Held(slot);
            return ((held & state.Open) != 0 ? FieldEntry.Open : FieldEntry.Unknown)
                | ((held & (state.Disposed | state.Gone)) != 0 ? FieldEntry.Closed : FieldEntry.Unknown)
                | ((held & state.Unasked) != 0 ? FieldEntry.Unasked : FieldEntry.Unknown)
                | (held == 0 || (held & state.Absent) != 0 ? FieldEntry.Absent : FieldEntry.Unknown);
        }
    }

    /// <summary>What a call leaves in the fields that were open before.</summary>
    private sealed class Exits(MethodSteps steps) : IFlowObserver
    {
        private readonly Dictionary<ISymbol, FieldEffect> _effects = new(SymbolEqualityComparer.Default);

        public Dictionary<ISymbol, FieldEffect> Effects() => _effects;

        public void Overwritten(Step step, int group, bool isHeldElsewhere)
        {
        }

        public void Calls(Step step, FlowState state)
        {
        }

        public void Leaves(BasicBlock from, FlowState state)
        {
            foreach (var field in steps.Tables.Fields)
            {
                var (slot, group) = field.Value;
                var entry = group >= 0 ? 1UL << group : 0;
                var held = state.Held(slot);
                var now = new FieldEffect((state.Open & entry) == 0, (held & entry) == 0, (held & ~entry & state.Open) != 0);
                _effects[field.Key] = _effects.TryGetValue(field.Key, out var before)
                    ? new FieldEffect(before.Closes && now.Closes, before.Replaces && now.Replaces, before.MayOpen || now.MayOpen)
                    : now;
            }
        }

        public void Escapes(Step step, FlowState state)
        {
        }

        public void LeavesByThrow(BasicBlock from, FlowState state)
        {
        }

        public void AcquiresAgain(Step step)
        {
        }

        public void IsHandled(Step step, int handler, FlowState state)
        {
        }
    }
}
