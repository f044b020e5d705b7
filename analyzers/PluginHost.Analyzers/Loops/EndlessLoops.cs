using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Apis;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Resources;

namespace PluginHost.Analyzers.Loops;

/// <summary>Finds the loops over events: item after item, until the peer closes or somebody stops them.</summary>
internal sealed class EndlessLoops(LoopClassifier classifier, ReadCalls calls, ResourceTypes types)
{
    private static readonly HashSet<string> Names = Words.Set(
        "Listen", "Listener", "Listening", "Subscribe", "Subscription", "Watch", "Watcher", "Watching", "Monitor", "Monitoring", "Pump", "Tail", "Events", "Loop", "Follow", "Notifications", "Forever");

    /// <summary>Whether a name is one for what has no end.</summary>
    public static bool IsNamed(string name) => Words.Any(name, Names);

    /// <summary>The loop as one over events; <see langword="null"/> for any other.</summary>
    public EndlessLoop? Of(LoopRegion region, CancellationToken cancellationToken)
    {
        var isNamed = region.Loop.NamesAround(region.Block).Any(IsNamed);
        if (region.Loop is IForEachLoopOperation each)
        {
            return each.IsAsynchronous ? OfSequence(each, region, isNamed) : null;
        }

        var (talk, roles) = (ApiRole.None, new Dictionary<IInvocationOperation, ApiRole>());
        foreach (var call in region.Calls)
        {
            talk |= roles[call] = IsQueue(call.Receiver()?.Type) ? ApiRole.None : calls.RoleOf(call, cancellationToken);
        }

        if (!talk.HasFlag(ApiRole.Reads) || talk.HasFlag(ApiRole.Connects) || classifier.ClassOf(region, cancellationToken) == LoopClass.Message)
        {
            return null;
        }

        // What is written beside it does not matter for where the data comes from.
        var data = ReadData.Of(region, call => roles.TryGetValue(call, out var role) && role.HasFlag(ApiRole.Reads) ? ApiRole.Reads : ApiRole.None);
        var gathered = new Accumulations(region, data, types);
        if (LoopExits.Conditions(region).Any(condition => IsOwnEnd(condition, region, data, gathered)))
        {
            return null;
        }

        var isHandedOn = LoopClassifier.HandsOn(region, data) || region.Operations.Any(operation => IsGiven(operation, data));
        return gathered.IsCopy || (gathered.Any && !gathered.IsEmptied && !isHandedOn) ? null
            : new EndlessLoop(region, data.Calls, SignOf(region), isHandedOn, isNamed);
    }

    private static EndlessLoop? OfSequence(IForEachLoopOperation each, LoopRegion region, bool isNamed)
    {
        var sources = each.Collection.DescendantsAndSelf(intoFunctions: false).OfType<IInvocationOperation>().ToList();
        if (sources.Count == 0 || sources.Any(call => IsQueue(call.Receiver()?.Type)) || region.Operations.Any(one => LoopExits.Leaves(one, region) && !IsStopped(one, region)))
        {
            return null;
        }

        isNamed |= sources.Any(call => IsNamed(call.TargetMethod.Name));
        return new EndlessLoop(region, sources, EndlessSign.None, IsHandedOn: true, isNamed);
    }

    /// <summary>What one part of the program gives another comes from no peer.</summary>
    private static bool IsQueue(ITypeSymbol? type) => type is { Name: "ChannelReader" or "BlockingCollection" or "BufferBlock" };

    /// <summary>Whether an exit is taken because somebody stops the loop.</summary>
    private static bool IsStopped(IOperation exit, LoopRegion region) => exit is IThrowOperation || LoopExits.Governing(exit, region).Any(IsState);

    private static bool IsOwnEnd(IOperation condition, LoopRegion region, ReadData data, Accumulations gathered) =>
        !SpeaksOfClosing(condition)
        && (gathered.IsIn(condition)
            || (condition is IInvocationOperation { Instance: { } asked } call && !data.Calls.Contains(call) && data.IsIn(asked))
            || (data.IsIn(condition) && !LoopClassifier.IsEndOfStream(condition, data))
            || condition.DescendantsAndSelf().Any(one => one is ILocalReferenceOperation { Local: { Type.SpecialType: SpecialType.System_Boolean } flag } && region.Block.ValuesOf(flag).Any(region.Contains)));

    /// <summary>The ways of a web socket to say that it is over.</summary>
    private static bool SpeaksOfClosing(IOperation condition) => condition.DescendantsAndSelf().Any(one => one is IPropertyReferenceOperation
    {
        Property: { Name: "MessageType", Type.Name: "WebSocketMessageType" } or { Name: "CloseStatus" or "State" or "Connected" or "IsConnected" },
    });

    private static EndlessSign SignOf(LoopRegion region)
    {
        var condition = region.Condition?.Unwrap();
        return condition is null or { ConstantValue: { HasValue: true, Value: true } } ? EndlessSign.Forever
            : LoopExits.Parts(condition).Any(IsState) ? EndlessSign.Stoppable
            : EndlessSign.None;
    }

    /// <summary>
    /// A token, a flag, a state: what others change. Positive where <c>StartedLoops</c> is negative: what is unknown counts as a state
    /// there, and as none here, where a loop must say by itself that it is no download.
    /// </summary>
    private static bool IsState(IOperation part) => part.Unwrap() switch
    {
        IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" or "CloseStatus" } => true,
        IPropertyReferenceOperation { Property: { Type.SpecialType: SpecialType.System_Boolean, Name: not ("EndOfStream" or "IsCompleted" or "DataAvailable" or "IsCanceled") } } => true,
        IFieldReferenceOperation { Field.Type.SpecialType: SpecialType.System_Boolean } => true,
        IPropertyReferenceOperation { Property.Name: "HasValue", Instance: { } inner } => IsState(inner),
        IInvocationOperation { TargetMethod: { Name: "Read", ContainingType.Name: "Volatile" } } => true,
        IBinaryOperation { LeftOperand: var left } => left.Unwrap().Type is { TypeKind: TypeKind.Enum } && left.Unwrap() is IPropertyReferenceOperation or IFieldReferenceOperation,
        IIsPatternOperation { Value: var value } => value.Unwrap() is IPropertyReferenceOperation { Type.TypeKind: TypeKind.Enum },
        _ => false,
    };

    /// <summary>Whether what is read is given to a method of the user's own, or into a queue that outlives the method.</summary>
    private static bool IsGiven(IOperation operation, ReadData data) =>
        operation is IInvocationOperation call
        && call.Arguments.Any(argument => data.IsIn(argument.Value))
        && !data.Calls.Contains(call)
        && ((!call.TargetMethod.DeclaringSyntaxReferences.IsEmpty && call.ParentBehindWrapping() is IExpressionStatementOperation)
            || (call.TargetMethod.Name is "Enqueue" or "Add" or "TryAdd" or "Post" && call.Receiver() is IFieldReferenceOperation or IPropertyReferenceOperation && call.Receiver()?.Type?.Name is "ConcurrentQueue" or "BlockingCollection" or "Queue" or "BufferBlock" or "ActionBlock"));
}
