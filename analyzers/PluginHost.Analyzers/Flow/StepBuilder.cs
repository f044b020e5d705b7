using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Apis;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Resources;

namespace PluginHost.Analyzers.Flow;

/// <summary>Turns the operations of one method into steps. Each operation is visited once, operands first, without recursion.</summary>
internal sealed partial class StepBuilder
{
    private readonly LifecycleContext _context;
    private readonly ISymbol _owner;
    private readonly INamedTypeSymbol? _type;
    private readonly FunctionCaptures _captures;
    private readonly CancellationToken _cancellationToken;
    private readonly StepTables _tables = new();
    private readonly OperandValues _values = new();
    private readonly Stack<(IOperation Operation, bool IsDone)> _open = new();
    private readonly Dictionary<CaptureId, (IOperation Operation, Value Value)> _captured = [];
    private readonly Dictionary<int, NullTest> _tests = [];
    private readonly DbCommands _commands = new();
    private readonly ConnectionEndings _endings;
    private List<Step> _steps = [];
    private readonly IReadOnlyList<IParameterSymbol> _given;
    private readonly IReadOnlyList<IParameterSymbol> _handed;
    private bool _isResult;

    private StepBuilder(LifecycleContext context, ISymbol owner, FunctionCaptures captures, IReadOnlyList<IParameterSymbol> handed, ConnectionEndings endings, CancellationToken cancellationToken) =>
        (_context, _owner, _type, _captures, _handed, _endings, _cancellationToken, _given) = (context, owner, owner.ContainingType, captures, handed, endings, cancellationToken, GivenOnSuccess(owner));

    /// <summary>The steps of a method.</summary>
    /// <param name="context">The compilation.</param>
    /// <param name="owner">The method, or the member whose initializer it is.</param>
    /// <param name="graph">Its graph.</param>
    /// <param name="captures">What lambdas and local functions do with the variables round them.</param>
    /// <param name="handed">The parameters that hold what the method alone can close.</param>
    /// <param name="cancellationToken">Asked at each block.</param>
    public static MethodSteps Build(
        LifecycleContext context, ISymbol owner, ControlFlowGraph graph, FunctionCaptures captures, IReadOnlyList<IParameterSymbol> handed, CancellationToken cancellationToken)
    {
        var builder = new StepBuilder(context, owner, captures, handed, new ConnectionEndings(graph.OriginalOperation, context, cancellationToken), cancellationToken);
        var blocks = new IReadOnlyList<Step>[graph.Blocks.Length];
        foreach (var block in graph.Blocks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            blocks[block.Ordinal] = block.Kind == BasicBlockKind.Entry ? builder.Entry(graph) : builder.Block(block);
        }

        return new MethodSteps(owner, graph, builder._tables, blocks, builder._tests);
    }

    private List<Step> Block(BasicBlock block)
    {
        _steps = [];
        foreach (var operation in block.Operations)
        {
            Visit(operation);
        }

        if (block.BranchValue is { } value)
        {
            _isResult = block.FallThroughSuccessor?.Semantics == ControlFlowBranchSemantics.Return;
            var result = Visit(value);
            if (_isResult)
            {
                HandOver(value, result, isResult: true);
            }

            _isResult = false;
            if (block.FallThroughSuccessor?.Semantics == ControlFlowBranchSemantics.Return && value.ConstantValue is not { HasValue: true, Value: false })
            {
                foreach (var parameter in _given)
                {
                    HandOver(value, new Value(_tables.SlotOf(parameter)), isResult: true);
                }
            }

            if (block.ConditionalSuccessor is not null && Test(value) is { } test)
            {
                _tests[block.Ordinal] = test;
            }
        }

        return _steps;
    }

    private Value Visit(IOperation root)
    {
        _values.Clear();
        var open = _open;
        open.Push((root, false));
        while (open.Count > 0)
        {
            var (operation, isDone) = open.Pop();
            if (isDone)
            {
                _values.Add(operation, Evaluate(operation));
                continue;
            }

            open.Push((operation, true));

            // So that the first operand is evaluated first; a mere name does nothing, now or later.
            foreach (var child in operation.ChildOperations.Reverse())
            {
                if (child.Kind is OperationKind.LocalReference or OperationKind.ParameterReference or OperationKind.Literal or OperationKind.InstanceReference or OperationKind.FlowCaptureReference)
                {
                    _values.Add(child, Evaluate(child));
                }
                else
                {
                    open.Push((child, false));
                }
            }
        }

        return ValueOf(root);
    }

    private Value ValueOf(IOperation? operation) => _values[operation];

    private Value Evaluate(IOperation operation)
    {
        switch (operation)
        {
            case IConversionOperation conversion when Callbacks.IsStateOf(conversion) && _context.Types.KindOf(conversion.Type) == ResourceKind.Connection:
                return Acquire(conversion, new Group(conversion, null, ResourceKind.Connection) { NeedsGoodbye = true });
            case IConversionOperation { IsTryCast: false } conversion when IsHandedState(conversion):
                return Acquire(conversion, new Group(conversion, null, ResourceKind.Connection) { IsGiven = true });
            case IConversionOperation conversion:
                return conversion.ConstantValue is { HasValue: true, Value: null } ? Value.Null : ValueOf(conversion.Operand);
            case IParenthesizedOperation parenthesized:
                return ValueOf(parenthesized.Operand);
            case IAwaitOperation awaited:
                return ValueOf(awaited.Operation);
            case ILiteralOperation or IDefaultValueOperation:
                return operation.ConstantValue is { HasValue: true, Value: null } || operation is IDefaultValueOperation { Type.IsReferenceType: true } ? Value.Null : Value.None;
            case ILocalReferenceOperation local:
                return CanHold(local.Type) ? new Value(SlotOf(local.Local)) : Value.None;
            case IParameterReferenceOperation parameter:
                return CanHold(parameter.Type) ? new Value(SlotOf(parameter.Parameter)) : Value.None;
            case IPropertyReferenceOperation when _accepted is not null && AcceptedSockets.Is(operation):
                return new Value(_tables.SlotOf(_accepted));
            case IFieldReferenceOperation or IPropertyReferenceOperation:
                return Member((IMemberReferenceOperation)operation);
            case IFlowCaptureOperation capture:
                return Capture(capture);
            case IFlowCaptureReferenceOperation reference:
                return new Value(_tables.SlotOf(reference.Id));
            case ISimpleAssignmentOperation assignment:
                _commands.Read(assignment, ValueOf);
                return Assign(assignment, assignment.Target, ValueOf(assignment.Value));
            case IDeconstructionAssignmentOperation deconstruction:
                Deconstruct(deconstruction);
                return Value.None;
            case IObjectCreationOperation creation:
                return Create(creation);
            case IInvocationOperation invocation:
                return Call(invocation);
            case IFlowAnonymousFunctionOperation function:
                HandOverCaptured(function, _captures.Of(function.Syntax));
                foreach (var closed in _captures.ClosedBy(function.Syntax).Where(member => OwnMembers.IsHeldHere(member, _type) && CanHold(member.Type)))
                {
                    Add(new Step(StepKind.Cleanup, function, Member(closed).Slot));
                }

                return Value.None;
            case IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction } reference:
                HandOverCaptured(reference, _captures.Of(reference.Method));
                return Value.None;
            case IInvalidOperation:
                GiveUp(operation);
                return Value.None;
            case IMethodReferenceOperation reference when _context.Apis.RoleOf(reference.Method, reference.Instance?.Type) is not ApiRole.None and var role && !role.HasFlag(ApiRole.Cleanup):
                // FromAsync(client.BeginConnect, client.EndConnect, …) works with it.
                return Value.None;
            case IIsPatternOperation pattern:
                Declare(pattern.Pattern, ValueOf(pattern.Value));
                return Value.None;
            case IReturnOperation { ReturnedValue: { } returned }:
                HandOver(returned, ValueOf(returned), isResult: true);
                return Value.None;
            case IThrowOperation:
                Add(new Step(StepKind.Throws, operation));
                return Value.None;
            case IBinaryOperation or IUnaryOperation or IIsNullOperation or IIsTypeOperation or IExpressionStatementOperation or IArgumentOperation or IInstanceReferenceOperation
                or IInterpolationOperation or IInterpolatedStringOperation or IInterpolatedStringTextOperation or INameOfOperation or ITypeOfOperation or IDelegateCreationOperation
                or IConditionalAccessInstanceOperation or IPatternOperation or IVariableDeclarationGroupOperation or ICompoundAssignmentOperation or IIncrementOrDecrementOperation:
                return Value.None;
            case ITupleOperation when operation.Parent is IDeconstructionAssignmentOperation:
                return Value.None;
            default:
                foreach (var child in operation.ChildOperations)
                {
                    HandOver(child, ValueOf(child));
                }

                return Value.None;
        }
    }

    /// <summary>Whether a variable of the type can hold a resource at all: what cannot needs no slot.</summary>
    private bool CanHold(ITypeSymbol? type) => type switch
    {
        null or { SpecialType: not (SpecialType.None or SpecialType.System_Object or SpecialType.System_IDisposable) } or { TypeKind: TypeKind.Delegate or TypeKind.Enum or TypeKind.Array } => false,
        INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: { Length: 1 } arguments } => CanHold(arguments[0]),
        _ => type.SpecialType is SpecialType.System_Object or SpecialType.System_IDisposable
            || type.Name is "IAsyncDisposable" or "ConfiguredAsyncDisposable" or "HttpContent"
            || _context.Types.MayHoldConnection(type)
            || _context.Types.KindOf(type) is ResourceKind.Scope or ResourceKind.OnConnection
            || _context.Types.IsTokenSource(type)
            || SymbolEqualityComparer.Default.Equals(type, _context.Types.HttpResponseMessage),
    };

    /// <summary>For a lambda or local function, a variable round it outlives it as a field does.</summary>
    private int SlotOf(ILocalSymbol local) => OwnMembers.IsCaptured(local, _owner)
        ? _tables.FieldSlot(local, () => new Group(null, local, _context.Types.KindOf(local.Type)))
        : _tables.SlotOf(local);

    /// <summary>What <c>bool TryX(out …)</c> gives, which nobody looks at who is told <see langword="false"/>.</summary>
    private static IReadOnlyList<IParameterSymbol> GivenOnSuccess(ISymbol owner) =>
        owner is IMethodSymbol { ReturnType.SpecialType: SpecialType.System_Boolean } method && method.Name.StartsWith("Try", StringComparison.Ordinal)
            ? [.. method.Parameters.Where(parameter => parameter.RefKind == RefKind.Out)]
            : [];

    private int SlotOf(IParameterSymbol parameter) => OwnMembers.IsKept(parameter, _owner)
        ? _tables.FieldSlot(parameter, () => new Group(null, parameter, _context.Types.KindOf(parameter.Type)))
        : _tables.SlotOf(parameter);

    private Value Member(IMemberReferenceOperation reference)
    {
        var member = reference.Member;
        if (!CanHold(reference.Type))
        {
            return Value.None;
        }

        if (OwnMembers.IsHeldHere(reference, _type))
        {
            return new Value(_tables.FieldSlot(member, () => new Group(null, member, _context.Types.KindOf(reference.Type))));
        }

        if (_context.Properties.FieldOf(reference, _type, _cancellationToken) is { } field)
        {
            return new Value(_tables.FieldSlot(field, () => new Group(null, field, _context.Types.KindOf(field.Type))));
        }

        // A task's result is the value itself; what hangs on a resource is a look at it: client.Client, response.Content.
        if (reference is IPropertyReferenceOperation { Property: { Name: "Result", ContainingType.Name: "Task" or "ValueTask" }, Instance: { } task })
        {
            return ValueOf(task);
        }

        return reference is IPropertyReferenceOperation { Instance: { } instance } && ValueOf(instance) is { IsTracked: true } held ? held with { IsView = true } : Value.None;
    }

    private Value Capture(IFlowCaptureOperation capture)
    {
        var value = ValueOf(capture.Value);
        _captured[capture.Id] = (capture.Value, value);
        if (CanHold(capture.Value.Type) || value.IsTracked)
        {
            Add(new Step(StepKind.Assign, capture, _tables.SlotOf(capture.Id), value.Slot));
        }

        return Value.None;
    }

    private void Declare(IPatternOperation pattern, Value value)
    {
        if (value.IsTracked && pattern is IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol first })
        {
            Add(new Step(StepKind.Assign, pattern, _tables.SlotOf(first), value.Slot));
        }
        else if (value.IsTracked && pattern is IRecursivePatternOperation { DeclaredSymbol: ILocalSymbol second })
        {
            Add(new Step(StepKind.Assign, pattern, _tables.SlotOf(second), value.Slot));
        }
    }

    private void Deconstruct(IDeconstructionAssignmentOperation deconstruction)
    {
        var target = deconstruction.Target.Unwrap();
        var targets = (target is IDeclarationExpressionOperation declaration ? declaration.Expression : target) as ITupleOperation;
        var values = deconstruction.Value.Unwrap() as ITupleOperation;
        for (var i = 0; i < (targets?.Elements.Length ?? 0); i++)
        {
            var value = values is not null && i < values.Elements.Length ? ValueOf(values.Elements[i]) : Value.None;
            Assign(deconstruction, targets!.Elements[i], value);
        }
    }

    private Value Assign(IOperation assignment, IOperation target, Value value)
    {
        target = target is IDeclarationExpressionOperation declaration ? declaration.Expression : target;
        if (target is IFlowCaptureReferenceOperation reference && _captured.TryGetValue(reference.Id, out var captured))
        {
            target = captured.Operation;
        }

        switch (target.Unwrap())
        {
            case IDiscardOperation:
            case var told when DbCommands.IsTold(told):
                return value;
            case var accepted when _accepted is not null && AcceptedSockets.Is(accepted):
                Store(assignment, _tables.SlotOf(_accepted), value);
                return value;
            case ILocalReferenceOperation or IParameterReferenceOperation { Parameter.RefKind: RefKind.None } when CanHold(target.Type):
            case IParameterReferenceOperation { Parameter: { RefKind: RefKind.Out } given } when _given.Contains(given, SymbolEqualityComparer.Default) && CanHold(target.Type):
                var variable = target.NamedSymbol() is IParameterSymbol parameter ? SlotOf(parameter) : SlotOf((ILocalSymbol)target.NamedSymbol()!);
                Store(assignment, variable, value);
                return new Value(variable, value.IsView);
            case IMemberReferenceOperation member when OwnMembers.IsHeldHere(member, _type) && assignment is ISimpleAssignmentOperation { Value: IConversionOperation state } && Callbacks.IsStateOf(state):
                // Most often what the field holds already.
                return value;
            case IMemberReferenceOperation member when CanHold(member.Type) && (OwnMembers.IsHeldHere(member, _type) || _context.Properties.FieldOf(member, _type, _cancellationToken) is not null):
                var slot = Member(member).Slot;
                Store(assignment, slot, value);
                return new Value(slot, value.IsView);
            default:
                HandOver(assignment, value, isResult: target is IParameterReferenceOperation);
                return value;
        }
    }

    private void Store(IOperation assignment, int slot, Value value) => Add(new Step(StepKind.Assign, assignment, slot, value.Slot));

    private void HandOver(IOperation operation, Value value, bool isResult = false)
    {
        if (value.IsTracked)
        {
            Add(new Step(StepKind.HandOver, operation, value.Slot) { IsResult = isResult });
        }
    }

    private void HandOverCaptured(IOperation operation, IReadOnlyList<ISymbol> captured)
    {
        foreach (var variable in captured.Where(variable => CanHold(variable.Type())))
        {
            Add(new Step(StepKind.HandOver, operation, _tables.SlotOf(variable)));
        }
    }

    private void Add(Step step) => _steps.Add(step);
}
