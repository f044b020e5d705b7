using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Apis;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Resources;

namespace PluginHost.Analyzers.Loops;

/// <summary>Tells what a loop on a connection is for.</summary>
internal sealed class LoopClassifier(ReadCalls calls, ResourceTypes types)
{
    // A box, for the table keeps references.
    private readonly ConditionalWeakTable<LoopRegion, StrongBox<LoopClass>> _known = new();

    public LoopClass ClassOf(LoopRegion region, CancellationToken cancellationToken) =>
        _known.GetValue(region, of => new StrongBox<LoopClass>(Classify(of, cancellationToken))).Value;

    private LoopClass Classify(LoopRegion region, CancellationToken cancellationToken)
    {
        var talk = ApiRole.None;
        var roles = new Dictionary<IInvocationOperation, ApiRole>();
        foreach (var call in region.Calls)
        {
            talk |= roles[call] = calls.RoleOf(call, cancellationToken);
        }

        if (talk.HasFlag(ApiRole.Connects))
        {
            return LoopClass.Attempt;
        }

        if (region.Loop is IForEachLoopOperation { IsAsynchronous: true })
        {
            return LoopClass.Event;
        }

        // One item after another, or a question and its answer in each pass: limits of their own are right there.
        if (region.Loop is IForEachLoopOperation || talk is ApiRole.None || talk.HasFlag(ApiRole.Reads | ApiRole.Writes) || SeesThereIsSomething(region))
        {
            return LoopClass.None;
        }

        if (talk.HasFlag(ApiRole.Writes))
        {
            return IsSendingOneMessage(region, roles) ? LoopClass.Message : LoopClass.None;
        }

        var data = ReadData.Of(region, call => roles.TryGetValue(call, out var role) ? role : ApiRole.None);
        var gathered = new Accumulations(region, data, types);
        if (HandsOn(region, data) || gathered.IsEmptied)
        {
            return LoopClass.Event;
        }

        if (!gathered.Any || gathered.IsCopy)
        {
            return LoopClass.None;
        }

        var ends = EndOf(region, data, gathered);
        return ends == LoopEnd.Content || (ends == LoopEnd.EndOfStream && gathered.IsOnlyGathered) ? LoopClass.Message : LoopClass.None;
    }

    private static LoopEnd EndOf(LoopRegion region, ReadData data, Accumulations gathered)
    {
        var found = LoopEnd.Other;
        foreach (var condition in LoopExits.Conditions(region))
        {
            if (gathered.IsIn(condition) || (data.IsIn(condition) && !IsEndOfStream(condition, data)))
            {
                return LoopEnd.Content;
            }

            if (data.IsIn(condition))
            {
                found = LoopEnd.EndOfStream;
            }
        }

        return found;
    }

    /// <summary>Whether a test asks for nothing but whether the peer has closed.</summary>
    internal static bool IsEndOfStream(IOperation condition, ReadData data) => condition switch
    {
        IBinaryOperation { LeftOperand: var left, RightOperand: var right } =>
            IsNothing(right, left) ? data.IsResult(left) || IsCount(left) : IsNothing(left, right) && (data.IsResult(right) || IsCount(right)),
        IIsPatternOperation { Value: var value, Pattern: IConstantPatternOperation or INegatedPatternOperation or IDeclarationPatternOperation or IRelationalPatternOperation or IRecursivePatternOperation } pattern =>
            data.IsResult(value) && !pattern.Pattern.DescendantsAndSelf().Any(one => one is { ConstantValue: { HasValue: true, Value: string or char } }),
        IPropertyReferenceOperation { Property.Name: "IsCompleted" or "IsCanceled" or "EndOfStream" or "IsEmpty" } => true,
        IInvocationOperation call => call.Arguments.All(argument => !data.IsIn(argument.Value)),
        _ => false,
    };

    /// <summary>What a read gives at the end of a stream: null, 0 bytes, or -1 for a byte.</summary>
    private static bool IsNothing(IOperation value, IOperation compared) => value.Unwrap().ConstantValue is { HasValue: true, Value: var constant } && constant switch
    {
        null or -1 => true,
        0 or 1 => compared.DescendantsAndSelf().All(one => one is not IInvocationOperation { TargetMethod.Name: "ReadByte" }),
        _ => false,
    };

    /// <summary><c>result.Count</c> of a web socket's read, <c>buffer.Length</c> of a pipe's.</summary>
    private static bool IsCount(IOperation operation) =>
        operation.Unwrap() is IPropertyReferenceOperation { Property.Name: "Count", Instance.Type.Name: "WebSocketReceiveResult" or "ValueWebSocketReceiveResult" };

    /// <summary>A pass that only begins when bytes are there does not wait for them.</summary>
    private static bool SeesThereIsSomething(LoopRegion region) => region.Operations.Any(operation =>
        operation is IPropertyReferenceOperation { Property.Name: "DataAvailable" or "Available" or "BytesToRead" });

    /// <summary>Whether the loop gives away what it reads: to a caller, a delegate, a channel, a promise.</summary>
    internal static bool HandsOn(LoopRegion region, ReadData data) => region.Operations.Any(operation => operation switch
    {
        IReturnOperation { Kind: OperationKind.YieldReturn } => true,
        IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } call => call.Arguments.Any(argument => data.IsIn(argument.Value)),
        IInvocationOperation { TargetMethod: { Name: "TryWrite" or "WriteAsync" or "Post" or "SendAsync", ContainingType.Name: "ChannelWriter" or "DataflowBlock" } } => true,
        IInvocationOperation { TargetMethod.Name: "SetResult" or "TrySetResult" } => true,
        _ => false,
    });

    /// <summary><c>sent += socket.Send(…)</c> until all is sent.</summary>
    private static bool IsSendingOneMessage(LoopRegion region, Dictionary<IInvocationOperation, ApiRole> roles)
    {
        var sent = ReadData.Of(region, call => roles.TryGetValue(call, out var role) && role.HasFlag(ApiRole.Writes) ? ApiRole.Reads : ApiRole.None);
        return region.Operations.OfType<ICompoundAssignmentOperation>().Any(step =>
            step.Target.NamedSymbol() is { } place && region.Outlives(place) && sent.IsIn(step.Value)
            && LoopExits.Conditions(region).Any(condition => condition.DescendantsAndSelf().Any(one => SymbolEqualityComparer.Default.Equals(one.NamedSymbol(), place))));
    }
}
