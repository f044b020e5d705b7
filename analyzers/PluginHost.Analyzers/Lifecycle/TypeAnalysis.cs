using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Flow;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Lifecycle;

/// <summary>
/// Answers, for the bodies of one type, what its fields may hold when each begins: by the states at all call sites of what
/// only the type itself can call, and by what the other bodies leave behind for the rest.
/// </summary>
internal sealed partial class TypeAnalysis
{
    private const int MostRounds = 6;

    /// <summary>How the names of methods begin that are called when something open may be there already.</summary>
    private static readonly string[] RepeatedNames = ["Reconnect", "Reopen", "Restart", "Reset", "Retry", "Renew", "Refresh", "Recover", "Reinit", "Recreate"];

    /// <summary>And of those that are called again after a loss, unless they ask first how things stand or close themselves what failed.</summary>
    private static readonly string[] ConnectNames = ["Connect", "TryConnect", "EnsureConnect", "Login", "Logon"];

    /// <summary>And of those that do one piece of work each time.</summary>
    private static readonly string[] WorkNames = ["Send", "Receive", "Read", "Write", "Poll", "Query", "Request", "Execute", "Call", "Invoke", "Fetch", "Download", "Upload", "Ask", "Exchange", "Publish", "Scan", "Ping"];

    private readonly TypeModel _model;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<ISymbol, Member> _byMethod = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, Dictionary<ISymbol, FieldEffect>?> _effects = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, Dictionary<ISymbol, FieldEntry>> _callSites = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, HashSet<ISymbol>> _openers = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<Member, HashSet<ISymbol>> _reached = [];
    private readonly Dictionary<Member, bool> _isCareful = [];
    private readonly Dictionary<(ISymbol Flag, bool Value, ISymbol Field), bool> _closedWhen = [];
    private readonly LossHandlers _losses;
    private int _depth;

    public TypeAnalysis(TypeModel model, IReadOnlyList<Member> members, FieldOwnership ownership, CancellationToken cancellationToken)
    {
        (_model, Members, Ownership, _cancellationToken) = (model, members, ownership, cancellationToken);
        _losses = new LossHandlers(members, MayClose, MayOpen);
        foreach (var member in Members)
        {
            if (!member.IsNested && member.Owner is IMethodSymbol method)
            {
                _byMethod[method.OriginalDefinition] = member;
            }
        }

        if (Members.Any(member => member.Steps.Tables.Fields.Count > 0))
        {
            FollowFieldsThroughCalls();
            FindOpeners();
            FindCallSites();
        }
    }

    public FieldOwnership Ownership { get; }

    public IReadOnlyList<Member> Members { get; }

    /// <summary>Runs through one body from what may be there when it begins.</summary>
    /// <returns>Whether the body was not too much.</returns>
    public bool Run(Member member, params IFlowObserver[] observers)
    {
        var solver = Solver(member);
        var state = solver.NewState();
        foreach (var field in member.Steps.Tables.Fields)
        {
            if (field.Value.Group >= 0)
            {
                Set(state, 1UL << field.Value.Group, EntryOf(member, field.Key));
            }
        }

        solver.Run(state, observers);
        return !solver.GaveUp;
    }

    /// <summary>The bodies that may leave something open in a field that they have put there.</summary>
    public IReadOnlyCollection<ISymbol> OpenersOf(ISymbol field) => _openers.TryGetValue(field, out var found) ? found : [];

    /// <summary>Whether a field is opened where it is declared, before every constructor.</summary>
    public bool IsInitialized(ISymbol field) => OpenersOf(field).Any(opener => opener is IFieldSymbol or IPropertySymbol);

    /// <summary>Whether a method of the type closes a field on some path.</summary>
    public bool MayClose(IMethodSymbol method, ISymbol field) => _byMethod.TryGetValue(method, out var member) && Closes(member, field, 0);

    private bool MayOpen(IMethodSymbol method, ISymbol field) =>
        _byMethod.TryGetValue(method, out var member) && ReachedFrom(member).Any(reached => _byMethod.TryGetValue((IMethodSymbol)reached, out var called) && called.Steps.All.Any(step => step.Writes(called.Steps.Tables, field)));

    /// <summary>Whether someone closes a field when a step fails: the method called there, or whoever called this one.</summary>
    public bool IsClosedOnFailure(Member member, Step step, ISymbol field) => IsClosedOnFailure(member, step, field, 0);

    private bool IsClosedOnFailure(Member member, Step step, ISymbol field, int depth)
    {
        if (step.Callee is { } callee && MayClose(callee, field))
        {
            return true;
        }

        if (depth >= _model.DeepestCall || !IsCalledFromInsideOnly(member))
        {
            return false;
        }

        var callers = Members.Where(other => other.Steps.All.Any(one => one.Kind == StepKind.CallOwn && SymbolEqualityComparer.Default.Equals(one.Callee, member.Owner))).ToList();
        return callers.All(caller => Closes(caller, field, 0) || IsClosedOnFailure(caller, new Step(StepKind.Throws, caller.Steps.Graph.OriginalOperation), field, depth + 1));
    }

    private static void Set(FlowState state, ulong group, FieldEntry entry)
    {
        state.Kept |= entry.HasFlag(FieldEntry.Open) ? group : 0;
        state.Absent |= entry.HasFlag(FieldEntry.Absent) ? group : 0;
        state.Disposed |= entry.HasFlag(FieldEntry.Closed) ? group : 0;
        state.Unasked |= entry.HasFlag(FieldEntry.Unasked) ? group : 0;
    }

    private FlowSolver Solver(Member member) => new(member.Steps, member.Guards, EffectOf, IsClosedWhen, _losses.Close, member.HasStrictHandlers, _cancellationToken);

    private FieldEntry EntryOf(Member member, ISymbol field)
    {
        if (member.IsConstruction)
        {
            return !member.IsInitializer && IsInitialized(field) ? FieldEntry.Open : FieldEntry.Absent;
        }

        if (IsWrittenThrough(member))
        {
            // Told where the property is written.
            return FieldEntry.Absent;
        }

        var inside = member.Owner is IMethodSymbol method && !member.IsNested && _callSites.TryGetValue(method.OriginalDefinition, out var fields)
            && fields.TryGetValue(field, out var found) ? found : FieldEntry.Unknown;
        return IsCalledFromInsideOnly(member) ? inside : inside | FromOutside(member, field);
    }

    private bool IsWrittenThrough(Member setter) => setter.Owner is IMethodSymbol { MethodKind: MethodKind.PropertySet, AssociatedSymbol: { } property }
        && Members.Any(member => member.Steps.All.Any(step => step is { Kind: StepKind.Assign, Operation: ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var written } } } && SymbolEqualityComparer.Default.Equals(written.OriginalDefinition, property)));

    private bool IsCalledFromInsideOnly(Member member) =>
        !member.IsNested
        && member.Owner is IMethodSymbol { DeclaredAccessibility: Accessibility.Private, MethodKind: MethodKind.Ordinary } method
        && _callSites.ContainsKey(method.OriginalDefinition)
        && !_model.IsMethodGroup(method.OriginalDefinition);

    private FieldEntry FromOutside(Member member, ISymbol field)
    {
        // What a method itself leads to is no sign that it is called again while that is still open: only its name can be one.
        var reached = ReachedFrom(member);
        var writes = member.Steps.All.Any(step => step.Kind == StepKind.Assign && SymbolEqualityComparer.Default.Equals(member.Steps.Tables.Slots[step.Target].Symbol, field));
        var openers = OpenersOf(field);
        var isOpenedElsewhere = openers.Any(opener => !reached.Contains(opener)
            || (writes && opener is IMethodSymbol { DeclaredAccessibility: not Accessibility.Private } && !SymbolEqualityComparer.Default.Equals(opener, member.Owner)));
        // A base class may call what is overridden when it has closed already.
        isOpenedElsewhere |= writes && member.Owner is IMethodSymbol { IsOverride: false, IsVirtual: false, DeclaredAccessibility: Accessibility.Public or Accessibility.Internal } && Ownership.IsKeptByBase(field) && !Closes(member, field, 0);
        var isCareful = openers.Any(reached.Contains) && IsCareful(member);
        return FieldEntry.Absent | FieldEntry.Closed | FieldEntry.Unasked | ((isOpenedElsewhere && !isCareful) || IsRepeated(member, field, writes) ? FieldEntry.Open : FieldEntry.Unknown);
    }

    private bool IsRepeated(Member member, ISymbol field, bool writes) =>
        _model.IsHandler(member.Owner) || IsNamed(member, RepeatedNames)
        || ((IsNamed(member, ConnectNames) || (writes && IsNamed(member, WorkNames))) && !IsCareful(member) && !Closes(member, field, 0));

    private bool IsCareful(Member member)
    {
        if (!_isCareful.TryGetValue(member, out var known))
        {
            _isCareful[member] = known = StateGuards.Has(member, _model.Type);
        }

        return known;
    }

    private static bool IsNamed(Member member, string[] names) => names.Any(name => new Apis.ApiRow(name, Apis.ApiRole.None).Fits(member.Owner.Name));

    private HashSet<ISymbol> ReachedFrom(Member member)
    {
        if (_reached.TryGetValue(member, out var known))
        {
            return known;
        }

        var reached = _reached[member] = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { member.Owner };
        var open = new Stack<Member>();
        open.Push(member);
        while (open.Count > 0)
        {
            foreach (var step in open.Pop().Steps.All)
            {
                if (step.Callee is { } callee && reached.Add(callee) && _byMethod.TryGetValue(callee, out var next))
                {
                    open.Push(next);
                }
            }
        }

        return reached;
    }

    /// <summary>A body that only calls others changes the fields too: it must have a place for each.</summary>
    private void FollowFieldsThroughCalls()
    {
        var fields = Members.SelectMany(member => member.Steps.Tables.Fields.Select(field => (field.Key, Group: member.Steps.Tables.Groups.ElementAtOrDefault(field.Value.Group))))
            .Where(field => field.Group is not null && field.Key is not ILocalSymbol && Ownership.IsOwned(field.Key))
            .ToList();
        foreach (var member in Members.Where(member => member.Steps.CallsOwn))
        {
            foreach (var (field, group) in fields)
            {
                member.Steps.Tables.FieldSlot(field, () => group!);
            }
        }
    }

    private void FindOpeners()
    {
        foreach (var parameter in Members.SelectMany(member => member.Steps.Tables.Fields.Keys).OfType<IParameterSymbol>())
        {
            // What a primary constructor is given is there from the start.
            _openers[parameter] = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { parameter.ContainingSymbol };
        }

        foreach (var local in Members.SelectMany(member => member.Steps.Tables.Fields.Keys).OfType<ILocalSymbol>().Distinct<ILocalSymbol>(SymbolEqualityComparer.Default).ToList())
        {
            // What the method round a function has put there, and closes at its end at most.
            if (Members.FirstOrDefault(member => SymbolEqualityComparer.Default.Equals(member.Owner, local.ContainingSymbol)) is { } outer && IsOpenedFor(outer.Steps, local))
            {
                _openers[local] = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { outer.Owner };
            }
        }

        foreach (var member in Members)
        {
            foreach (var field in IsWrittenThrough(member) ? [] : TakenFromElsewhere(member.Steps).Concat(OpenedIn(member)))
            {
                if (!_openers.TryGetValue(field, out var openers))
                {
                    _openers[field] = openers = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
                }

                openers.Add(member.Owner);
            }
        }
    }

    private static bool IsOpenedFor(MethodSteps steps, ILocalSymbol local)
    {
        if (steps.Tables.KnownSlotOf(local) is not { } slot)
        {
            return false;
        }

        var sources = new Aliases(steps).SourcesOf(slot);
        return steps.All.Any(step => step.Kind == StepKind.Acquire && sources.Contains(step.Target))
            && steps.All.All(step => step.Kind != StepKind.Cleanup || !sources.Contains(step.Target) || step.Operation.Syntax.FirstAncestorOrSelf<FinallyClauseSyntax>() is not null);
    }

    private IEnumerable<ISymbol> OpenedIn(Member member)
    {
        if (!member.Steps.Acquires || member.Steps.Tables.Fields.Count == 0)
        {
            return [];
        }

        var solver = Solver(member);
        var state = solver.NewState();
        foreach (var field in member.Steps.Tables.Fields.Values)
        {
            Set(state, field.Group >= 0 ? 1UL << field.Group : 0, FieldEntry.Absent);
        }

        var found = new Openings(member.Steps);
        solver.Run(state, found);
        return solver.GaveUp ? [] : found.Opened.Where(field => Ownership.IsClosedSomewhere(field) || !IsReturned(field));

        bool IsReturned(ISymbol field)
        {
            var aliases = new Aliases(member.Steps);
            return member.Steps.All.Any(step => step is { Kind: StepKind.HandOver, IsResult: true } && aliases.SourcesOf(step.Target).Contains(member.Steps.Tables.Fields[field].Slot));
        }
    }

    /// <summary>The fields that are given something which the body did not make itself.</summary>
    private static IEnumerable<ISymbol> TakenFromElsewhere(MethodSteps steps) => steps.All
        .Where(step => step.Kind == StepKind.Assign && steps.Tables.Slots[step.Target].IsField)
        .Where(step => step.Source == Value.None.Slot || (step.Source >= 0 && steps.Tables.Slots[step.Source].Symbol is IParameterSymbol))
        .Select(step => steps.Tables.Slots[step.Target].Symbol!);

    private void FindCallSites()
    {
        for (var (round, hasChanged) = (0, true); hasChanged && round < MostRounds; round++)
        {
            hasChanged = false;
            foreach (var member in Members)
            {
                if (member.Steps.CallsOwn)
                {
                    var sites = new CallSites(member.Steps, this);
                    Run(member, sites);
                    hasChanged |= sites.HasChanged;
                }
            }
        }
    }

    private FieldEffect? EffectOf(IMethodSymbol method, ISymbol field)
    {
        if (!_effects.TryGetValue(method, out var effects))
        {
            if (_depth >= _model.DeepestCall || !_byMethod.TryGetValue(method, out var member) || member.Steps.Tables.Fields.Count == 0 && !member.Steps.CallsOwn)
            {
                return null;
            }

            // While it is computed, a call back to it says nothing.
            _effects[method] = null;
            _depth++;
            _effects[method] = effects = EffectsOf(member);
            _depth--;
        }

        return effects is not null && effects.TryGetValue(field, out var effect) ? effect : null;
    }

    private Dictionary<ISymbol, FieldEffect> EffectsOf(Member member)
    {
        var solver = Solver(member);
        var state = solver.NewState();
        foreach (var field in member.Steps.Tables.Fields.Values)
        {
            Set(state, field.Group >= 0 ? 1UL << field.Group : 0, FieldEntry.Open);
        }

        var exits = new Exits(member.Steps);
        solver.Run(state, exits);
        return solver.GaveUp ? new Dictionary<ISymbol, FieldEffect>(SymbolEqualityComparer.Default) : exits.Effects();
    }

    /// <summary>Whether every body that gives a flag this value also closes the field, so that the flag tells of it.</summary>
    private bool IsClosedWhen(ISymbol flag, bool value, ISymbol field)
    {
        if (!_closedWhen.TryGetValue((flag, value, field), out var known))
        {
            _closedWhen[(flag, value, field)] = known = TellsOfClosing(flag, value, field);
        }

        return known;
    }

    private bool TellsOfClosing(ISymbol flag, bool value, ISymbol field)
    {
        var writers = Members.Where(member => member.Flags.Any(one => SymbolEqualityComparer.Default.Equals(one.Flag, flag))).ToList();
        // A flag is false without anybody's doing.
        return writers.Any(member => Sets(member, !value)) && (!value || writers.Any(member => Sets(member, value)))
            && writers.All(member => member.Flags.All(one => !SymbolEqualityComparer.Default.Equals(one.Flag, flag) || one.Value == !value || (one.Value == value && (member.IsConstruction || Closes(member, field, 0)))));

        bool Sets(Member member, bool wanted) => member.Flags.Any(one => SymbolEqualityComparer.Default.Equals(one.Flag, flag) && one.Value == wanted);
    }

    private bool Closes(Member member, ISymbol field, int depth) =>
        (member.Steps.Tables.Fields.TryGetValue(field, out var own) && ClosedSlots(member.Steps).Contains(own.Slot))
        || (depth < _model.DeepestCall && member.Steps.All.Any(step => step is { Kind: StepKind.CallOwn, Callee: { } callee } && _byMethod.TryGetValue(callee, out var called) && Closes(called, field, depth + 1)));

    private static HashSet<int> ClosedSlots(MethodSteps steps)
    {
        var aliases = new Aliases(steps);
        return [.. steps.All.Where(step => step.Kind == StepKind.Cleanup || (step.Kind == StepKind.HandOver && step.Operation.DoesNotResolve())).SelectMany(step => aliases.SourcesOf(step.Target))];
    }
}
