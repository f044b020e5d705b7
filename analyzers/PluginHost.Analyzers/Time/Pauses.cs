using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Apis;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Ownership;

namespace PluginHost.Analyzers.Time;

/// <summary>Tells what lets time go by: a delay, a signal that is waited for, a timer, a policy for tries. What is not known counts as one.</summary>
internal sealed class Pauses(LifecycleContext context, Durations durations)
{
    private static readonly HashSet<string> Names = Words.Set(
        "Delay", "Sleep", "Wait", "Waits", "Backoff", "Back", "Pause", "Throttle", "Cooldown", "Retry", "Until", "When", "Ready", "Available", "Schedule", "Debounce", "Sleeper", "Waiter", "Elapsed", "Join");

    private static readonly HashSet<string> Policies = Words.Set("Policy", "Policies", "Resilience", "Retry", "Retrier", "Backoff", "Limiter");

    private readonly ConcurrentDictionary<(ISymbol Method, TimeSpan Least), bool> _known = new();

    /// <summary>Whether something below an operation waits for so long at least.</summary>
    public bool AnyIn(IOperation root, CodeBlock block, TimeSpan least, CancellationToken cancellationToken) =>
        root.DescendantsAndSelf(intoFunctions: false).Any(operation => IsPause(operation, block, least, cancellationToken));

    /// <summary>Whether a time is long enough; one that is not known is.</summary>
    public bool IsLong(IOperation time, CodeBlock block, TimeSpan least) =>
        durations.Of(time, TimeUnit.Milliseconds, block) is var length && (length.IsEndless || length.Length is null || length.Length >= least);

    private static bool IsTime(ITypeSymbol? type) => Durations.IsTimeSpan(type) || type is { SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 };

    private bool IsPause(IOperation operation, CodeBlock block, TimeSpan least, CancellationToken cancellationToken) => operation switch
    {
        // A task that something else completes.
        IAwaitOperation awaited => awaited.Unwrap() is IFieldReferenceOperation or IPropertyReferenceOperation or IParameterReferenceOperation,
        IInvalidOperation => operation.MayDoAnything(),
        IObjectCreationOperation { Type: { Name: "Timer" or "PeriodicTimer" or "DispatcherTimer" } } => true,
        IInvocationOperation call => IsDirect(call, block, least) ?? IsInside(call, least, cancellationToken),
        _ => false,
    };

    /// <summary><see langword="null"/> where only the body of the method can tell.</summary>
    private bool? IsDirect(IInvocationOperation call, CodeBlock block, TimeSpan least)
    {
        var method = call.TargetMethod;
        if (method is { Name: "Yield", ContainingType.Name: "Task" } or { Name: "WhenAll" or "WhenAny", ContainingType.Name: "Task" })
        {
            return false;
        }

        var receiver = call.Receiver();
        if (method.MethodKind == MethodKind.DelegateInvoke)
        {
            return receiver?.NamedSymbol() is { } function && Words.Any(function.Name, Names);
        }

        if (IsWait(method, receiver?.Type))
        {
            var time = call.Arguments.FirstOrDefault(argument => argument.ArgumentKind == ArgumentKind.Explicit && IsTime(argument.Value.Type));
            return time is null || IsLong(time.Value, block, least);
        }

        if (receiver?.Type is { Name: "ChannelReader" or "BlockingCollection" } || (context.Apis.RoleOf(method, receiver?.Type) & (ApiRole.Accepts | ApiRole.Reads)) is not ApiRole.None and var role && !role.HasFlag(ApiRole.Connects)
            || (Words.Any(method.ContainingType?.Name ?? "", Policies) && !method.IsStatic))
        {
            return true;
        }

        return method.DeclaringSyntaxReferences.IsEmpty || method.IsAbstract ? Words.Any(method.Name, Names) && method.ContainingType?.SpecialType == SpecialType.None : null;
    }

    private static bool IsWait(IMethodSymbol method, ITypeSymbol? receiver) => (method.ContainingType?.Name, method.Name) switch
    {
        ("Task", "Delay" or "Wait" or "WaitAny" or "WaitAll") or ("Thread", "Sleep" or "Join") or ("Monitor", "Wait") or ("SpinWait", "SpinUntil") => true,
        ("WaitHandle" or "ManualResetEventSlim" or "SemaphoreSlim" or "CountdownEvent" or "Barrier", _) => method.Name.StartsWith("Wait", StringComparison.Ordinal),
        ("PeriodicTimer", "WaitForNextTickAsync") or ("Timer", "Change") => true,
        ("Console", "ReadLine" or "ReadKey" or "Read") => true,
        (_, "Delay" or "CreateDelay" or "Sleep") => true,
        _ => receiver is { Name: "Timer" or "DispatcherTimer" } && method.Name is "Start",
    };

    private bool IsInside(IInvocationOperation call, TimeSpan least, CancellationToken cancellationToken)
    {
        var key = (call.TargetMethod.OriginalDefinition, least);
        if (_known.TryGetValue(key, out var known))
        {
            return known;
        }

        var found = false;
        foreach (var body in context.Bodies.Below(call.TargetMethod, cancellationToken))
        {
            var block = new CodeBlock(call.TargetMethod, body[0]);
            found |= body.Any(operation => operation is IInvocationOperation inner ? IsDirect(inner, block, least) == true : IsPause(operation, block, least, cancellationToken));
        }

        return _known.GetOrAdd(key, found || context.Bodies.Of(call.TargetMethod, cancellationToken) is null && Words.Any(call.TargetMethod.Name, Names));
    }
}
