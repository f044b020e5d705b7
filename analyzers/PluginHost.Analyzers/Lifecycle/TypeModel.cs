using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Flow;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Options;

namespace PluginHost.Analyzers.Lifecycle;

/// <summary>Collects the bodies of one type, whichever file they stand in, and follows those in which something happens to a resource.</summary>
internal sealed class TypeModel(LifecycleContext context, TypeBlocks blocks)
{
    /// <summary>A longer method costs more time than its reading is worth; see the options.</summary>
    private const int MostOperations = 20_000;

    private const int MostBlocks = 2_000;

    private readonly List<(Location Location, string Name, string Reason)> _notAnalysed = [];
    private readonly ConcurrentBag<Body> _bodies = [];
    private readonly Dictionary<ISymbol, IReadOnlyList<IParameterSymbol>> _handedTo = new(SymbolEqualityComparer.Default);
    private readonly HandedParameters _handed = new(blocks, context.Types);
    private Dictionary<ISymbol, bool>? _methodGroups;
    private bool _isUnfinished;

    public INamedTypeSymbol Type { get; } = blocks.Type;

    /// <summary>Whether no body had to be left out; what the fields hold depends on each of them.</summary>
    public bool IsKnownWhole => blocks.LeftOut.Count == 0 && !_isUnfinished;

    /// <summary>How many calls, one in another, are followed.</summary>
    public int DeepestCall => context.Bodies.Deepest;

    /// <summary>The bodies that could not be looked at, with the reason.</summary>
    public IEnumerable<(Location Location, string Name, string Reason)> NotAnalysed => _notAnalysed;

    /// <summary>Whether a method of the type is named without being called: as an event handler, a thread's start.</summary>
    public bool IsMethodGroup(ISymbol method) => MethodGroups().ContainsKey(method);

    /// <summary>Whether a method is given to an event or a timer, and so is called again and again.</summary>
    public bool IsHandler(ISymbol method) => MethodGroups().TryGetValue(method, out var isHandler) && isHandler;

    /// <summary>Takes in one body.</summary>
    public void Collect(CodeBlock block, CancellationToken cancellationToken) => _bodies.Add(new Body(context, Type, block, cancellationToken));

    /// <summary>The bodies that decide what becomes of resources, in source order; asked for once all have come.</summary>
    public IReadOnlyList<Member> Follow(CancellationToken cancellationToken)
    {
        var members = new List<Member>();
        foreach (var body in Relevant().OrderBy(body => body.Root.Syntax.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(body => body.Root.Syntax.SpanStart))
        {
            Follow(body, members, cancellationToken);
        }

        return members;
    }

    /// <summary>Names a body that was not analysed, or not in full.</summary>
    public void Skip(ISymbol owner, IOperation body, string reason) =>
        _notAnalysed.Add((owner.Locations.FirstOrDefault() ?? body.Syntax.GetLocation(), owner.Name, reason));

    private IReadOnlyList<IParameterSymbol> HandedTo(ISymbol method)
    {
        if (!_handedTo.TryGetValue(method, out var known))
        {
            _handedTo[method] = known = _handed.Of(method);
        }

        return known;
    }

    private HashSet<Body> Relevant()
    {
        // Without a resource of its own, and where no member is ever written after construction, nothing can be lost.
        if (!_bodies.Any(body => body.Acquires || (body.Writes && !body.IsConstruction)))
        {
            return [];
        }

        var chosen = new HashSet<Body>(_bodies.Where(body => body.Acquires || HandedTo(body.Owner).Count > 0));
        if (_bodies.Any(body => body.Writes))
        {
            chosen.UnionWith(_bodies.Where(body => body.Writes || body.Touches || body.Flags.Count > 0));
            AddCallers(chosen);
        }

        return chosen;
    }

    /// <summary>What a body finds in the fields depends on who calls it.</summary>
    private void AddCallers(HashSet<Body> chosen)
    {
        var callees = new HashSet<ISymbol>(chosen.Select(body => body.Owner), SymbolEqualityComparer.Default);
        for (var hasGrown = true; hasGrown;)
        {
            hasGrown = false;
            foreach (var body in _bodies)
            {
                if (body.Calls.Any(callees.Contains) && chosen.Add(body))
                {
                    hasGrown |= callees.Add(body.Owner);
                }
            }
        }
    }

    private Dictionary<ISymbol, bool> MethodGroups()
    {
        if (_methodGroups is null)
        {
            _methodGroups = new Dictionary<ISymbol, bool>(SymbolEqualityComparer.Default);
            foreach (var (method, isHandler) in _bodies.SelectMany(body => body.MethodGroups))
            {
                _methodGroups.TryGetValue(method, out var before);
                _methodGroups[method] = before || isHandler;
            }
        }

        return _methodGroups;
    }

    private void Follow(Body body, List<Member> members, CancellationToken cancellationToken)
    {
        var options = context.OptionsAt(body.Root, RuleIdentifiers.NotAnalysed);
        if (body.Size > options.Number(OptionNames.MaxOperations, MostOperations))
        {
            Skip(body.Owner, body.Root, $"it has {body.Size} operations");
            return;
        }

        if (BodyGraph.Of(body.Root, cancellationToken) is not { } graph)
        {
            return;
        }

        if (graph.Blocks.Length > options.Number(OptionNames.MaxBlocks, MostBlocks))
        {
            Skip(body.Owner, body.Root, $"it has {graph.Blocks.Length} branches");
            return;
        }

        if (graph.IsUnfinished(body.Owner))
        {
            _isUnfinished = true;
            Skip(body.Owner, body.Root, "a part of it does not compile");
            return;
        }

        var captures = new FunctionCaptures(body.Root, context.Apis);
        var first = members.Count;
        members.Add(Member(body, body.Owner, graph, captures, isNested: false, cancellationToken));
        AddNested(body, graph, captures, members, cancellationToken);
        if (Touched(members.Skip(first)) is { Length: > 0 } touched)
        {
            Skip(body.Owner, body.Root, $"what does not compile in it may have closed {touched}");
        }
    }

    /// <summary>What holds a resource and is mentioned by something that does not resolve.</summary>
    private static string Touched(IEnumerable<Member> members) => string.Join(", ", members.SelectMany(member => Touched(member.Steps)).Distinct());

    private static IEnumerable<string> Touched(MethodSteps steps)
    {
        var taken = steps.All.Where(step => step.Kind == StepKind.HandOver && (step.Operation.DoesNotResolve() || step.Operation is IAssignmentOperation { Target: IInvalidOperation or { Type.TypeKind: TypeKind.Error } })).ToList();
        if (taken.Count == 0)
        {
            return [];
        }

        var (aliases, acquired) = (new Aliases(steps), new HashSet<int>(steps.All.Where(step => step.Kind == StepKind.Acquire).Select(step => step.Target)));
        return taken.Where(step => aliases.SourcesOf(step.Target).Any(slot => acquired.Contains(slot) || steps.Tables.Slots[slot].IsField))
            .Select(step => steps.Tables.Slots[step.Target].Symbol is { } symbol ? $"'{symbol.Name}'" : "a connection");
    }

    private void AddNested(Body body, ControlFlowGraph graph, FunctionCaptures captures, List<Member> members, CancellationToken cancellationToken)
    {
        if (!captures.HasFunctions)
        {
            return;
        }

        var open = new Stack<ControlFlowGraph>();
        open.Push(graph);
        while (open.Count > 0)
        {
            var outer = open.Pop();
            foreach (var local in outer.LocalFunctions)
            {
                Take(outer.GetLocalFunctionControlFlowGraph(local, cancellationToken), local);
            }

            foreach (var block in outer.Blocks)
            {
                foreach (var lambda in block.Operations.Append(block.BranchValue!).Where(one => one is not null).SelectMany(one => one.DescendantsAndSelf()).OfType<IFlowAnonymousFunctionOperation>())
                {
                    Take(outer.GetAnonymousFunctionControlFlowGraph(lambda, cancellationToken), lambda.Symbol);
                }
            }
        }

        void Take(ControlFlowGraph inner, IMethodSymbol owner)
        {
            if (inner.IsUnfinished(owner))
            {
                _isUnfinished = true;
                return;
            }

            members.Add(Member(body, owner, inner, captures, isNested: true, cancellationToken));
            open.Push(inner);
        }
    }

    private Member Member(Body body, ISymbol owner, ControlFlowGraph graph, FunctionCaptures captures, bool isNested, CancellationToken cancellationToken)
    {
        var steps = StepBuilder.Build(context, owner, graph, captures, isNested ? [] : HandedTo(owner), cancellationToken);
        return new Member(owner, steps, new GuardedSteps(steps, graph.OriginalOperation), isNested, body.Flags)
        {
            HasStrictHandlers = IsStrict(body, RuleIdentifiers.OpenAfterFailedStep) || IsStrict(body, RuleIdentifiers.NotClosedOnEveryPath),
        };
    }

    private bool IsStrict(Body body, string ruleId) => context.OptionsAt(body.Root, ruleId).Flag(OptionNames.StrictHandlers, false);
}
