using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Flow;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Options;
using PluginHost.Analyzers.Resources;

namespace PluginHost.Analyzers.Lifecycle;

/// <summary>Collects the bodies of one type, whichever file they stand in, while the compiler goes through them.</summary>
internal sealed class TypeModel(LifecycleContext context, INamedTypeSymbol type)
{
    /// <summary>A longer method costs more time than its reading is worth; see the options.</summary>
    private const int MostOperations = 20_000;

    private const int MostBlocks = 2_000;

    private readonly ConcurrentBag<(Location Location, string Name, string Reason)> _notAnalysed = [];
    private readonly ConcurrentBag<Member> _members = [];
    private readonly ConcurrentDictionary<ISymbol, bool> _methodGroups = new(SymbolEqualityComparer.Default);
    private readonly bool _hasHolders = type.GetMembers().Any(member => member switch
    {
        IFieldSymbol field => MayHold(context, field.Type),
        IPropertySymbol property => MayHold(context, property.Type),
        _ => false,
    });

    public INamedTypeSymbol Type { get; } = type;

    /// <summary>The bodies in which something happens to a resource, in source order.</summary>
    public IReadOnlyList<Member> Members =>
    [
        .. _members
            .OrderBy(member => member.Steps.Graph.OriginalOperation.Syntax.SyntaxTree.FilePath, StringComparer.Ordinal)
            .ThenBy(member => member.Steps.Graph.OriginalOperation.Syntax.SpanStart),
    ];

    /// <summary>The bodies that could not be looked at, with the reason.</summary>
    public IEnumerable<(Location Location, string Name, string Reason)> NotAnalysed => _notAnalysed;

    /// <summary>Whether a method of the type is named without being called: as an event handler, a thread's start.</summary>
    public bool IsMethodGroup(ISymbol method) => _methodGroups.ContainsKey(method);

    /// <summary>Whether a method is given to an event or a timer, and so is called again and again.</summary>
    public bool IsHandler(ISymbol method) => _methodGroups.TryGetValue(method, out var isHandler) && isHandler;

    /// <summary>Takes in what one member consists of.</summary>
    public void Collect(OperationBlockAnalysisContext block)
    {
        foreach (var body in block.OperationBlocks)
        {
            if (body.Kind is OperationKind.None or OperationKind.Invalid || !IsOfInterest(body, out var size, out var isBroken))
            {
                continue;
            }

            var options = context.OptionsAt(body, RuleIdentifiers.NotAnalysed);
            if (size > options.Number(OptionNames.MaxOperations, MostOperations))
            {
                Skip(block.OwningSymbol, body, $"it has {size} operations");
                continue;
            }

            var graph = block.GetControlFlowGraph(body);
            if (graph.Blocks.Length > options.Number(OptionNames.MaxBlocks, MostBlocks))
            {
                Skip(block.OwningSymbol, body, $"it has {graph.Blocks.Length} branches");
                continue;
            }

            if (isBroken)
            {
                // What does not bind hands over whatever it touches; the rest is still worth a look.
                Skip(block.OwningSymbol, body, "a part of it does not compile");
            }

            Add(block.OwningSymbol, graph, body, isNested: false, block.CancellationToken);
            AddNested(graph, body, block.CancellationToken);
        }
    }

    /// <summary>Names a body that was not analysed, or not in full.</summary>
    public void Skip(ISymbol owner, IOperation body, string reason) =>
        _notAnalysed.Add((owner.Locations.FirstOrDefault() ?? body.Syntax.GetLocation(), owner.Name, reason));

    private static bool IsHandler(IMethodReferenceOperation reference) => reference.Parent switch
    {
        IDelegateCreationOperation { Parent: IEventAssignmentOperation } => true,
        IDelegateCreationOperation { Parent: IArgumentOperation { Parent: IObjectCreationOperation { Type.Name: "Timer" } } } => true,
        _ => false,
    };

    private static bool MayHold(LifecycleContext context, ITypeSymbol type) =>
        context.Types.KindOf(type) is ResourceKind.Connection or ResourceKind.Scope or ResourceKind.User || context.Types.IsWrapper(type) || context.Types.IsTokenSource(type);

    private void AddNested(ControlFlowGraph graph, IOperation body, CancellationToken cancellationToken)
    {
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
            Add(owner, inner, body, isNested: true, cancellationToken);
            open.Push(inner);
        }
    }

    private void Add(ISymbol owner, ControlFlowGraph graph, IOperation body, bool isNested, CancellationToken cancellationToken)
    {
        var steps = StepBuilder.Build(context, owner, graph, new FunctionCaptures(body, context.Apis), cancellationToken);
        _members.Add(new Member(owner, steps, new GuardedSteps(steps, graph.OriginalOperation), isNested, [.. Flags(graph.OriginalOperation)]));
    }

    private IEnumerable<(ISymbol Flag, bool? Value)> Flags(IOperation body)
    {
        foreach (var operation in body.DescendantsAndSelf(intoFunctions: false))
        {
            switch (operation)
            {
                case ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Type.SpecialType: SpecialType.System_Boolean } target } assignment when OwnMembers.IsHeldHere(target, Type):
                    yield return (target.Member, assignment.Value.ConstantValue is { HasValue: true, Value: bool value } ? value : null);
                    break;
                case IArgumentOperation { Parameter.RefKind: not (RefKind.None or RefKind.In), Value: IMemberReferenceOperation { Type.SpecialType: SpecialType.System_Boolean } given }:
                    yield return (given.Member, null);
                    break;
            }
        }
    }

    /// <summary>One pass over the operations: most bodies of most programs end here.</summary>
    private bool IsOfInterest(IOperation body, out int size, out bool isBroken)
    {
        var found = false;
        (size, isBroken) = (0, false);
        foreach (var operation in body.DescendantsAndSelf())
        {
            size++;
            switch (operation)
            {
                case IInvalidOperation:
                    isBroken = true;
                    break;
                case IMethodReferenceOperation reference when SymbolEqualityComparer.Default.Equals(reference.Method.ContainingType?.OriginalDefinition, Type):
                    _methodGroups.AddOrUpdate(reference.Method.OriginalDefinition, _ => IsHandler(reference), (_, before) => before || IsHandler(reference));
                    break;
                case IInvocationOperation call when !found:
                    found = (_hasHolders && call.Instance is IInstanceReferenceOperation or null && SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType?.OriginalDefinition, Type))
                        || IsResource(call.Type);
                    break;
                case IObjectCreationOperation or IFieldReferenceOperation or IPropertyReferenceOperation or ILocalReferenceOperation or IParameterReferenceOperation when !found:
                    found = IsResource(operation.Type);
                    break;
                case ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Type.SpecialType: SpecialType.System_Boolean } } when _hasHolders:
                    found = true;
                    break;
            }
        }

        return found;
    }

    private bool IsResource(ITypeSymbol? type) =>
        type is not null && (MayHold(context, type) || (type is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: { Length: 1 } arguments } && MayHold(context, arguments[0])));
}
