using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using PluginHost.Analyzers.Apis;
using PluginHost.Analyzers.Flow;

namespace PluginHost.Analyzers.Lifecycle;

/// <summary>Collects, for each acquisition of a method, the ways out that leave it open.</summary>
internal sealed class LeakFinder : IFlowObserver
{
    private readonly Member _member;
    private readonly TypeAnalysis _analysis;
    private readonly Dictionary<int, Leak> _leaks = [];
    private readonly Dictionary<int, HashSet<int>> _holders = [];
    private readonly Dictionary<(int Handler, int Group), bool> _reaches = [];
    private readonly ulong _acquired;

    public LeakFinder(Member member, TypeAnalysis analysis)
    {
        (_member, _analysis) = (member, analysis);
        var aliases = new Aliases(member.Steps);
        foreach (var step in member.Steps.All)
        {
            if (step.Kind == StepKind.Acquire)
            {
                _acquired |= 1UL << step.Group;
                _leaks[step.Group] = new Leak(step);
                _holders[step.Group] = aliases.HoldersOf(step.Target);
            }
        }

        foreach (var (step, field) in Connected(member, analysis, aliases))
        {
            // It was there from the start, and is open from here on.
            _acquired |= 1UL << field.Group;
            _leaks[field.Group] = new Leak(step with { Group = field.Group });
            _holders[field.Group] = aliases.HoldersOf(field.Slot);
        }
    }

    /// <summary>What was found, in source order.</summary>
    public IEnumerable<Leak> Found => _leaks.Values
        .Where(leak => leak.IsOnNormalPath || leak.Failures.Count > 0 || leak.KeptFailures.Count > 0)
        .OrderBy(leak => leak.Acquisition.Operation.Syntax.SpanStart);

    /// <summary>The slots that may hold what was acquired.</summary>
    public HashSet<int> HoldersOf(Leak leak) => _holders[leak.Acquisition.Group];

    /// <summary>Whether a step makes, or works on, what else is acquired in the method.</summary>
    public bool IsOnAnother(Leak leak, Step step) =>
        _leaks.Any(other => other.Key != leak.Acquisition.Group && other.Value.Acquisition.Operation == step.Operation)
        || step.Target >= 0 && !HoldersOf(leak).Contains(step.Target) && _holders.Any(other => other.Key != leak.Acquisition.Group && other.Value.Contains(step.Target));

    public void Overwritten(Step step, int group, bool isHeldElsewhere)
    {
    }

    public void Calls(Step step, FlowState state)
    {
    }

    public void Leaves(BasicBlock from, FlowState state)
    {
        foreach (var leak in Of(state.Live))
        {
            leak.Exit ??= from;
        }
    }

    public void LeavesByThrow(BasicBlock from, FlowState state)
    {
        // A loop may close it on the way out of a later pass; this way there is none.
        if (HandlerAround(from) is { } handler)
        {
            foreach (var leak in Of(state.LiveAfterException))
            {
                leak.Failures.AddRange(leak.Handled.Where(one => one.Handler == handler).Select(one => one.Step));
            }
        }
    }

    public void AcquiresAgain(Step step) => _leaks[step.Group].IsReopened = true;

    public void Escapes(Step step, FlowState state)
    {
        foreach (var leak in Of(state.LiveAfterException))
        {
            if (!IsGiven(leak))
            {
                leak.Failures.Add(step);
            }
        }

        foreach (var leak in Of(state.Kept))
        {
            leak.KeptFailures.Add(step);
        }
    }

    public void IsHandled(Step step, int handler, FlowState state)
    {
        foreach (var leak in Of(state.LiveAfterException))
        {
            if (!Reaches(handler, leak))
            {
                leak.Failures.Add(step);
            }
            else
            {
                leak.Handled.Add((step, handler));
            }
        }

        foreach (var leak in Of(state.Kept))
        {
            if (!Reaches(handler, leak))
            {
                leak.KeptFailures.Add(step);
            }
        }
    }

    /// <summary>The connects of what a field holds for good, each field's first.</summary>
    private static IEnumerable<(Step Step, (int Slot, int Group) Field)> Connected(Member member, TypeAnalysis analysis, Aliases aliases)
    {
        foreach (var field in member.Steps.Tables.Fields)
        {
            var isKept = member.IsConstruction ? !member.IsInitializer && analysis.IsInitialized(field.Key) : field.Key is IFieldSymbol { IsReadOnly: true };
            if (isKept && field.Value.Group >= 0
                && member.Steps.All.FirstOrDefault(step => (member.IsConstruction ? UnfinishedObject.Opens(step) : step.Role.HasFlag(ApiRole.Connects)) && aliases.SourcesOf(step.Target).Contains(field.Value.Slot)) is { } connect)
            {
                yield return (connect, field.Value);
            }
        }
    }

    /// <summary>The first block of the handler that throws on from a block.</summary>
    private static int? HandlerAround(BasicBlock block)
    {
        for (var region = block.EnclosingRegion; region is not null; region = region.EnclosingRegion)
        {
            if (region.Kind == ControlFlowRegionKind.Catch)
            {
                return region.FirstBlockOrdinal;
            }
        }

        return null;
    }

    /// <summary>Whether an out parameter may hold it, which the caller sees whatever is thrown.</summary>
    private bool IsGiven(Leak leak) => HoldersOf(leak).Any(slot => _member.Steps.Tables.Slots[slot].Symbol is IParameterSymbol { RefKind: RefKind.Out });

    private IEnumerable<Leak> Of(ulong groups)
    {
        groups &= _acquired;
        for (var group = 0; groups != 0; group++, groups >>= 1)
        {
            if ((groups & 1) != 0)
            {
                yield return _leaks[group];
            }
        }
    }

    private bool Reaches(int handler, Leak leak)
    {
        var key = (handler, leak.Acquisition.Group);
        if (!_reaches.TryGetValue(key, out var reaches))
        {
            var holders = HoldersOf(leak);
            var fields = _member.Steps.Tables.Fields.Where(field => holders.Contains(field.Value.Slot)).Select(field => field.Key).ToList();
            _reaches[key] = reaches = CleanupReach.IsPossible(_member.Steps, handler, holders, callee => fields.Any(field => _analysis.MayClose(callee, field)));
        }

        return reaches;
    }
}
