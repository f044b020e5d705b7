using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Apis;
using PluginHost.Analyzers.Declarations;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Ownership;
using PluginHost.Analyzers.Resources;

namespace PluginHost.Analyzers.Flow;

internal sealed partial class StepBuilder
{
    private Value Create(IObjectCreationOperation creation)
    {
        var role = Wrapping.Of(creation);
        if (role != WrapperRole.None && creation.Arguments.Length > 0)
        {
            Add(new Step(StepKind.MayThrow, creation));
            if (IsUsed(creation.Syntax) && Wrapping.LeavesOpen(creation))
            {
                // What closes it at the end of its block leaves open what it stands on.
                return Value.None;
            }

            var inner = ValueOf(creation.Arguments[0].Value);
            return inner.IsTracked ? inner with { IsView = inner.IsView || role == WrapperRole.Views } : Value.None;
        }

        var kind = _context.Acquisitions.OfCreation(creation);
        var joined = Value.None;
        foreach (var argument in creation.Arguments)
        {
            var value = ValueOf(argument.Value);
            if (!value.IsTracked || DbCommands.IsCommand(creation.Type))
            {
                continue;
            }

            var use = creation.Constructor is { } constructor && argument.Parameter is { } parameter && !constructor.DeclaringSyntaxReferences.IsEmpty
                ? _context.Parameters.Of(parameter, _cancellationToken)
                : ParameterUse.Stores;
            if (use == ParameterUse.Stores && kind == ResourceKind.User)
            {
                // The new object stands for what it took over: whoever closes it closes that.
                joined = value;
            }
            else if (use == ParameterUse.Stores && creation.ParentBehindWrapping() is null && _isResult)
            {
                HandOver(argument, value, isResult: true);
            }
            else
            {
                Use(argument, value, use);
            }
        }

        var connects = ConnectsWhenCreated(creation);
        Add(new Step(connects || BindsWhenCreated(creation) ? StepKind.Throws : StepKind.MayThrow, creation, Role: connects ? ApiRole.Connects : ApiRole.None));
        return joined.IsTracked ? joined : kind == ResourceKind.None ? Value.None : Acquire(creation, kind, needsArming: IsUnarmed(creation));
    }

    /// <summary>Whether a <c>using</c> closes what is made here.</summary>
    private static bool IsUsed(SyntaxNode made) => made.Parent switch
    {
        UsingStatementSyntax => true,
        EqualsValueClauseSyntax { Parent.Parent: { } declaration } => declaration.Parent is UsingStatementSyntax or LocalDeclarationStatementSyntax { UsingKeyword.RawKind: not 0 },
        _ => false,
    };

    /// <summary>A token source without a time needs disposal only once it is armed.</summary>
    private bool IsUnarmed(IObjectCreationOperation creation) => _context.Types.IsTokenSource(creation.Type) && creation.Arguments.IsEmpty;

    /// <summary><c>new TcpClient(host, port)</c> connects at once.</summary>
    private static bool ConnectsWhenCreated(IObjectCreationOperation creation) =>
        creation.Type?.Name == "TcpClient" && creation.Constructor is { Parameters.Length: 2 } constructor && constructor.Parameters[0].Type.SpecialType == SpecialType.System_String;

    /// <summary><c>new UdpClient(port)</c> fails where someone else has the port; any port is free somewhere.</summary>
    private static bool BindsWhenCreated(IObjectCreationOperation creation) =>
        creation.Type?.Name == "UdpClient" && creation.Constructor is { Parameters: { IsEmpty: false } parameters } && parameters[0].Type.Name != "AddressFamily"
        && creation.Arguments[0].Value.ConstantValue is not { HasValue: true, Value: 0 };

    private Value Acquire(IOperation operation, ResourceKind kind, bool needsArming = false) => Acquire(operation, new Group(operation, null, kind) { NeedsArming = needsArming });

    private Value Acquire(IOperation operation, Group acquired)
    {
        var group = _tables.AddGroup(acquired);
        if (group < 0)
        {
            return Value.None;
        }

        var slot = _tables.NewSlot();
        Add(new Step(StepKind.Acquire, operation, slot, Group: group));
        return new Value(slot);
    }

    private Value Call(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (method.ContainingType is { Name: "Interlocked" or "Volatile" } && call.Arguments.Length > 0 && ByReference(call) is { } exchanged)
        {
            return exchanged;
        }

        if (call is { Instance: null } && call.Configured() is { } disposed)
        {
            return ValueOf(disposed);
        }

        var receiver = call.Instance is { } instance ? ValueOf(instance) : Value.None;
        var role = _context.Apis.RoleOf(method, call.Receiver()?.Type);
        if (receiver.IsTracked && (role.HasFlag(ApiRole.Cleanup) || DbCommands.EndsTransaction(call) || Annotations.Disposes(method) || _context.MemberOptions.Disposes(method) || ClosesUser(call, method) || _context.Parameters.ClosesReceiver(method, _cancellationToken)))
        {
            Add(new Step(StepKind.Cleanup, call, receiver.Slot));
            Add(new Step(StepKind.MayThrow, call));
            return Value.None;
        }

        if (receiver.IsTracked && role.HasFlag(ApiRole.Goodbye) && IsWhole(call))
        {
            Add(new Step(StepKind.Goodbye, call, receiver.Slot));
        }

        if (receiver.IsTracked && method.Name == "CancelAfter")
        {
            Add(new Step(StepKind.Arm, call, receiver.Slot));
        }

        if (method is { Name: "CreateFromStream" or "CreateClientWebSocket", ContainingType.Name: "WebSocket" } && call.Arguments.Length > 0)
        {
            return ValueOf(call.Arguments[0].Value);
        }

        if (receiver.IsTracked && call.Instance?.Unwrap() is IObjectCreationOperation { Type: { } made } && !role.HasFlag(ApiRole.View) && call.Parent is not IExpressionStatementOperation && !_context.Types.IsWrapper(made))
        {
            // new Link(…).StartAsync(): the object is known to nobody but its own method, which gives it on; a library's reader does not.
            HandOver(call, receiver);
        }

        var returned = UseArguments(call, role, receiver);
        if (_accepted is not null && AcceptedSockets.Takes(call, _context.Bodies, _cancellationToken))
        {
            HandOver(call, new Value(_tables.SlotOf(_accepted)));
        }

        if (method.MethodKind == MethodKind.LocalFunction)
        {
            HandOverCaptured(call, _captures.Of(method));
        }

        if (IsInherited(call))
        {
            foreach (var field in InheritedClosing.FieldsClosedBy(method, _context.Types))
            {
                Add(new Step(StepKind.Cleanup, call, _tables.FieldSlot(field, () => new Group(null, field, _context.Types.KindOf(OwnMembers.TypeOf(field))))));
            }
        }

        if (IsOwn(call))
        {
            Add(new Step(StepKind.CallOwn, call, Callee: method.OriginalDefinition));
        }

        var fails = !FailsLater(call) && _context.Failures.MayFail(call, role, _cancellationToken);
        Add(new Step(fails ? StepKind.Throws : StepKind.MayThrow, call, receiver.Slot, Callee: IsOwn(call) ? method.OriginalDefinition : null, Role: role));
        if (_commands.ClosedWithReader(call) is { IsTracked: true } connection)
        {
            if (!_tables.Slots[connection.Slot].IsField)
            {
                // The reader stands for the connection: whoever closes the one closes the other.
                return connection with { IsView = false };
            }

            HandOver(call, connection);
            return Value.None;
        }

        if (returned.IsTracked || (receiver.IsTracked && (role.HasFlag(ApiRole.View) || method.Name is "ConfigureAwait" or "AsTask" or "WaitAsync" or "GetAwaiter" or "GetResult")))
        {
            return returned.IsTracked ? returned : receiver with { IsView = receiver.IsView || role.HasFlag(ApiRole.View) };
        }

        return _context.Acquisitions.OfCall(call, _cancellationToken) is not ResourceKind.None and var kind && IsTaken(call) && !(kind == ResourceKind.OnConnection && _endings.Takes(call)) ? Acquire(call, kind) : Value.None;
    }

    private Value UseArguments(IInvocationOperation call, ApiRole role, Value receiver)
    {
        var returned = Value.None;
        foreach (var argument in call.Arguments)
        {
            var value = argument.Parameter?.RefKind is RefKind.Out or RefKind.Ref ? Referred(argument.Value) : ValueOf(argument.Value);
            if (!value.IsTracked)
            {
                continue;
            }

            if (argument.Parameter is { RefKind: RefKind.Out or RefKind.Ref } exchanged)
            {
                Exchange(argument, exchanged, value);
                continue;
            }

            var use = UseOf(call, argument, role, receiver);
            if (use is ParameterUse.Returns or ParameterUse.StoresAndReturns)
            {
                returned = value;
                Use(argument, value, use == ParameterUse.Returns ? ParameterUse.Borrows : ParameterUse.Stores);
            }
            else
            {
                Use(argument, value, use);
            }
        }

        return returned;
    }

    private void Exchange(IArgumentOperation argument, IParameterSymbol parameter, Value value)
    {
        if (parameter.RefKind == RefKind.Ref && _context.Parameters.Of(parameter, _cancellationToken) is ParameterUse.Disposes)
        {
            Add(new Step(StepKind.Cleanup, argument, value.Slot));
        }

        Add(new Step(StepKind.Assign, argument, value.Slot));
    }

    private ParameterUse UseOf(IInvocationOperation call, IArgumentOperation argument, ApiRole role, Value receiver)
    {
        var method = call.TargetMethod.ReducedFrom ?? call.TargetMethod;
        if (_context.MemberOptions.UseOf(method) is not ParameterUse.Unknown and var told)
        {
            return told;
        }

        if (argument.Parameter is { } annotated && Annotations.Of(annotated) is not ParameterUse.Unknown and var said)
        {
            return said;
        }

        if (argument.Parameter is { } parameter && !method.DeclaringSyntaxReferences.IsEmpty && !method.IsAbstract && !method.IsVirtual && !method.IsOverride)
        {
            return _context.Parameters.Of(parameter, _cancellationToken);
        }

        if (method.Name is "FromResult" or "WhenAny" or "WhenAll")
        {
            return method.Name == "FromResult" ? ParameterUse.Returns : ParameterUse.Borrows;
        }

        // The state of a callback: whoever is called back gets it.
        if (method.Name.StartsWith("Begin", StringComparison.Ordinal) && argument.Parameter?.Type.SpecialType == SpecialType.System_Object)
        {
            return ParameterUse.Stores;
        }

        if (CollectionNames.Keeps(method) && !role.HasFlag(ApiRole.Throws))
        {
            return ParameterUse.Stores;
        }

        var isDelegate = method.MethodKind == MethodKind.DelegateInvoke;
        return !isDelegate && (Framework.Has(method) || receiver.IsTracked) || ApiTable.HandshakeNames.Any(name => new ApiRow(name, ApiRole.None).Fits(method.Name))
            ? ParameterUse.Borrows
            : ParameterUse.Unknown;
    }

    private void Use(IArgumentOperation argument, Value value, ParameterUse use)
    {
        switch (use)
        {
            case ParameterUse.Disposes:
                Add(new Step(StepKind.Cleanup, argument, value.Slot));
                break;
            case ParameterUse.Stores when !value.IsView:
                Add(new Step(StepKind.HandOver, argument, value.Slot));
                break;
            case ParameterUse.Stores or ParameterUse.Unknown when !value.IsView || use == ParameterUse.Stores:
                Add(new Step(StepKind.Pass, argument, value.Slot));
                break;
        }
    }

    /// <summary><c>Interlocked.Exchange(ref f, y)</c> and its kin: gives what was there, and puts in what comes.</summary>
    private Value? ByReference(IInvocationOperation call)
    {
        var field = Referred(call.Arguments[0].Value);
        if (!field.IsTracked)
        {
            return null;
        }

        var old = _tables.NewSlot();
        Add(new Step(StepKind.Assign, call, old, field.Slot));
        if (call.TargetMethod.Name is "Exchange" or "Write" && call.Arguments.Length > 1)
        {
            Store(call, field.Slot, ValueOf(call.Arguments[1].Value));
        }
        else if (call.TargetMethod.Name == "CompareExchange" && call.Arguments.Length > 2)
        {
            var isFirst = call.Arguments[2].Value.Unwrap().ConstantValue is { HasValue: true, Value: null };
            Add(new Step(isFirst ? StepKind.AssignIfEmpty : StepKind.Assign, call, field.Slot, ValueOf(call.Arguments[1].Value).Slot));
        }

        return new Value(old);
    }

    private bool IsInherited(IInvocationOperation call) =>
        call.Instance?.Unwrap() is IInstanceReferenceOperation && !call.TargetMethod.DeclaringSyntaxReferences.IsEmpty && call.TargetMethod.ContainingType is { SpecialType: SpecialType.None } declaring
        && _type is not null && !SymbolEqualityComparer.Default.Equals(declaring.OriginalDefinition, _type.OriginalDefinition);

    /// <summary>What a <c>ref</c> or <c>out</c> argument refers to, also where a branch in a later argument has put it aside.</summary>
    private Value Referred(IOperation argument) =>
        argument is IFlowCaptureReferenceOperation reference && _captured.TryGetValue(reference.Id, out var captured) && captured.Value.IsTracked ? captured.Value : ValueOf(argument);

    private bool IsOwn(IInvocationOperation call) =>
        _type is not null
        && SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType?.OriginalDefinition, _type.OriginalDefinition)
        && call.TargetMethod.MethodKind is MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation
        && (call.TargetMethod.IsStatic || call.Instance?.Unwrap() is IInstanceReferenceOperation);

    /// <summary>The closing method of a user's own resource, by its name: such a type is one only because it can close what it owns.</summary>
    private bool ClosesUser(IInvocationOperation call, IMethodSymbol method) =>
        !method.DeclaringSyntaxReferences.IsEmpty && _context.Types.KindOf(call.Receiver()?.Type) == ResourceKind.User && _context.ClosingMethodNames.Contains(method.Name);

    /// <summary>Whether a task's value is there at once: what nobody waits for may never come to be.</summary>
    private static bool IsTaken(IInvocationOperation call)
    {
        if (call.Type is not INamedTypeSymbol { Name: "Task" or "ValueTask" })
        {
            return true;
        }

        IOperation value = call;
        while (value.Parent is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "WaitAsync" or "GetAwaiter" or "GetResult" } next && next.Instance == value)
        {
            value = next;
        }

        return value != call && value is IInvocationOperation { TargetMethod.Name: "GetResult" }
            || value.Parent is IAwaitOperation or IPropertyReferenceOperation { Property.Name: "Result" };
    }

    /// <summary>Whether a task is given on as it is: what goes wrong in it is met by whoever waits for it.</summary>
    private static bool FailsLater(IInvocationOperation call) =>
        call.Type is { Name: "Task" or "ValueTask" } && call.Parent is null or IInvocationOperation { TargetMethod.Name: "ContinueWith" };

    /// <summary>Half a goodbye leaves the other half open on purpose.</summary>
    private static bool IsWhole(IInvocationOperation call) =>
        call.TargetMethod.Name != "Shutdown" || call.Arguments.IsEmpty || call.Arguments[0].Value.ConstantValue is not { HasValue: true, Value: 0 or 1 };
}
