using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Apis;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Time;

namespace PluginHost.Analyzers.Reuse;

/// <summary>Finds the reads with a time limit on what a type keeps.</summary>
internal sealed class TimedReads(TypeFacts facts, HeldConnections held, LifecycleContext context)
{
    private const int MostNested = 3;

    private readonly Dictionary<IMethodSymbol, HeldConnection?> _readers = new(SymbolEqualityComparer.Default);

    /// <summary>Those of one body, in source order.</summary>
    public IEnumerable<TimedRead> In(CodeBlock block, CancellationToken cancellationToken)
    {
        foreach (var call in block.Calls)
        {
            if (ReadBy(call, 0, cancellationToken) is { IsOwned: true, IsStream: true } connection && WaitFor(call, block, cancellationToken) is { } wait)
            {
                yield return new TimedRead(call, wait, connection, block);
            }
        }
    }

    /// <summary>The connection that a call reads from: itself, or in a method of the same type.</summary>
    private HeldConnection? ReadBy(IInvocationOperation call, int depth, CancellationToken cancellationToken)
    {
        var method = call.TargetMethod;
        if (IsRead(method.Name) && call.Receiver() is { } receiver && held.Of(receiver) is { } direct)
        {
            var role = context.Apis.RoleOf(method, receiver.Type);
            return role.HasFlag(ApiRole.Reads) && !role.HasFlag(ApiRole.KeepsDataOnCancel) ? direct
                : method.IsExtensionMethod && context.Reads.RoleOf(call, cancellationToken).HasFlag(ApiRole.Reads) ? direct
                : null;
        }

        var isOwn = method.MethodKind == MethodKind.LocalFunction || SymbolEqualityComparer.Default.Equals(method.ContainingType?.OriginalDefinition, facts.Blocks.Type.OriginalDefinition);
        if (isOwn && call.Instance is null or IInstanceReferenceOperation)
        {
            return Reader(method.OriginalDefinition, depth, cancellationToken);
        }

        // A helper elsewhere, which is given the stream.
        return method.IsStatic && IsRead(method.Name) && !method.DeclaringSyntaxReferences.IsEmpty && context.Reads.RoleOf(call, cancellationToken).HasFlag(ApiRole.Reads)
            ? call.Arguments.Select(argument => held.Of(argument.Value)).FirstOrDefault(one => one is not null)
            : null;
    }

    /// <summary>Whether a method is called as those are that read.</summary>
    public static bool IsRead(string name) =>
        new ApiRow("Read", ApiRole.Reads).Fits(name) || new ApiRow("Receive", ApiRole.Reads).Fits(name) || name is "BeginRead" or "BeginReceive";

    private HeldConnection? Reader(IMethodSymbol method, int depth, CancellationToken cancellationToken)
    {
        if (_readers.TryGetValue(method, out var known) || depth >= MostNested)
        {
            return known;
        }

        // While it is computed, a call back to it says nothing.
        _readers[method] = null;
        HeldConnection? found = null;
        foreach (var body in facts.Blocks.BodiesOf(method))
        {
            found ??= body.DescendantsAndSelf(intoFunctions: false).OfType<IInvocationOperation>()
                .Select(call => ReadBy(call, depth + 1, cancellationToken))
                .FirstOrDefault(one => one is not null);
        }

        return _readers[method] = found;
    }

    private TimedWait? WaitFor(IInvocationOperation read, CodeBlock block, CancellationToken cancellationToken)
    {
        if (facts.Waits.Of(read, block, IsHere, cancellationToken) is { Kind: WaitKind.Token or WaitKind.Blocking } own)
        {
            return IsGiven(own.LimitedBy) ? null : own;
        }

        switch (Taker(RunBy(read) ?? read))
        {
            case IInvocationOperation taker:
                return facts.Waits.Of(taker, block, IsHere, cancellationToken) is { Kind: not WaitKind.Token } outer ? outer
                    : IsTaskTaker(taker) ? context.Callees.Of(taker, facts, cancellationToken) : null;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                return WaitForLocal(declarator.Symbol, read);
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation local }:
                return WaitForLocal(local.Local, read);
            default:
                return null;
        }

        bool IsHere(IOperation operation) => operation.Syntax.SyntaxTree == block.Root.Syntax.SyntaxTree && block.Root.Syntax.Span.Contains(operation.Syntax.Span);

        TimedWait? WaitForLocal(ILocalSymbol task, IInvocationOperation made) => block.Calls
            .Where(call => call.Syntax.SpanStart > made.Syntax.SpanStart && TakesOrAsks(call, task))
            .Select(call => facts.Waits.Of(call, block, IsHere, cancellationToken) is { Kind: not WaitKind.Token } found ? found : IsTaskTaker(call) ? context.Callees.Of(call, facts, cancellationToken) : null)
            .FirstOrDefault(found => found is not null);
    }

    /// <summary>A setter that passes its value on: whoever sets the limit decides what comes after it.</summary>
    private static bool IsGiven(IOperation limit) =>
        limit is ISimpleAssignmentOperation { Value: var value } && value.Unwrap() is IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.PropertySet } };

    /// <summary>A helper of the user's own that is given a task and waits for it.</summary>
    private static bool IsTaskTaker(IInvocationOperation call) =>
        !call.TargetMethod.DeclaringSyntaxReferences.IsEmpty && call.TargetMethod.Parameters.Any(parameter => parameter.Type is { Name: "Task" or "ValueTask" });

    /// <summary>For a blocking read on another thread: the call that starts it and gives the task.</summary>
    private static IInvocationOperation? RunBy(IOperation read)
    {
        foreach (var outer in read.Ancestors())
        {
            if (outer is IAnonymousFunctionOperation)
            {
                return outer.Parent is IDelegateCreationOperation { Parent: IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "Run" or "StartNew", ContainingType.Name: "Task" or "TaskFactory" } } run } } ? run : null;
            }
        }

        return null;
    }

    /// <summary>What is given the task of a read: a call of it or with it, or a variable.</summary>
    private static IOperation? Taker(IOperation read)
    {
        var parent = read.ParentBehindWrapping();
        while (parent is IArgumentOperation or IArrayInitializerOperation or IArrayCreationOperation)
        {
            parent = parent.ParentBehindWrapping();
        }

        return parent is IPropertyReferenceOperation { Property.Name: "AsyncWaitHandle" } handle ? handle.Parent : parent;
    }

    private static bool TakesOrAsks(IInvocationOperation call, ILocalSymbol task)
    {
        var receiver = call.Receiver();
        receiver = receiver is IPropertyReferenceOperation { Property.Name: "AsyncWaitHandle", Instance: { } result } ? result.Unwrap() : receiver;
        return Is(receiver) || call.Arguments.Any(argument => Is(argument.Value.Unwrap())
            || (argument.Value.Unwrap() is IArrayCreationOperation { Initializer: { } elements } && elements.ElementValues.Any(element => Is(element.Unwrap()))));

        bool Is(IOperation? operation) => operation is ILocalReferenceOperation local && SymbolEqualityComparer.Default.Equals(local.Local, task);
    }
}
