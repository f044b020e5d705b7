using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Loops;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Time;

/// <summary>Finds the waits whose limit begins afresh.</summary>
internal sealed class TimedWaits(Durations durations, TokenOrigins origins, SocketTimeouts sockets, ReadCalls calls)
{
    /// <summary>The wait that a call is; <see langword="null"/> where nothing limits it, or a limit from outside does.</summary>
    /// <param name="operation">The call.</param>
    /// <param name="block">Where it stands.</param>
    /// <param name="isInside">Tells what runs afresh in each pass.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public TimedWait? Of(IOperation operation, CodeBlock block, Func<IOperation, bool> isInside, CancellationToken cancellationToken) =>
        operation is IInvocationOperation call
            ? OfCall(call, block, isInside) ?? OfToken(call, block, isInside, cancellationToken) ?? OfSocket(call, cancellationToken)
            : null;

    /// <summary>The time given to a call by name: whole milliseconds, or a <see cref="TimeSpan"/>.</summary>
    private static IOperation? TimeOf(IInvocationOperation call) =>
        call.Arguments.FirstOrDefault(argument => argument.ArgumentKind == ArgumentKind.Explicit
            && (Durations.IsTimeSpan(argument.Parameter?.Type) || argument.Parameter is { Type.SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 }))?.Value;

    private static bool IsTask(ITypeSymbol? type) => type is { Name: "Task" or "ValueTask", ContainingNamespace.Name: "Tasks" };

    /// <summary>Names that libraries give to what the framework calls <c>WaitAsync</c>.</summary>
    private static bool IsWaitAsync(IInvocationOperation call) =>
        call.TargetMethod.Name is "WaitAsync" or "TimeoutAfter" or "WithTimeout" or "OrTimeout" or "TimeoutAfterAsync" && IsTask(call.Receiver()?.Type ?? call.Arguments.FirstOrDefault()?.Value.Type);

    private TimedWait? OfCall(IInvocationOperation call, CodeBlock block, Func<IOperation, bool> isInside)
    {
        var method = call.TargetMethod;
        if (IsWaitAsync(call))
        {
            return Finite(WaitKind.WaitAsync, TimeOf(call), TimeUnit.Milliseconds);
        }

        switch (method.Name)
        {
            case "WhenAny" when IsTask(method.ContainingType):
                return DelayIn(call, block, isInside) is { } delay ? Finite(WaitKind.Delay, TimeOf(delay), TimeUnit.Milliseconds) : null;
            case "Wait" or "WaitAny" or "WaitAll" when IsTask(method.ContainingType):
            case "WaitOne" when method.ContainingType.Name is "WaitHandle":
            case "Wait" when method.ContainingType.Name is "ManualResetEventSlim":
                return Finite(WaitKind.Blocking, TimeOf(call), TimeUnit.Milliseconds);
            case "Poll" or "Select" when method.ContainingType is { Name: "Socket", ContainingNamespace.Name: "Sockets" }:
                return Finite(WaitKind.Blocking, TimeOf(call), TimeUnit.Microseconds);
            default:
                return null;
        }

        TimedWait? Finite(WaitKind kind, IOperation? time, TimeUnit unit) =>
            time is not null && durations.Of(time, unit, block) is { IsEndless: false } limit && limit.Length != TimeSpan.Zero ? new TimedWait(call, kind, limit, time) : null;
    }

    private static IInvocationOperation? DelayIn(IInvocationOperation any, CodeBlock block, Func<IOperation, bool> isInside)
    {
        foreach (var argument in any.Arguments.SelectMany(argument => argument.Value.DescendantsAndSelf()))
        {
            var given = argument is ILocalReferenceOperation local ? block.ValuesOf(local.Local).LastOrDefault()?.Unwrap() : argument;
            if (given is IInvocationOperation { TargetMethod: { Name: "Delay", ContainingType.Name: "Task" } } delay && isInside(delay))
            {
                return delay;
            }
        }

        return null;
    }

    private TimedWait? OfToken(IInvocationOperation call, CodeBlock block, Func<IOperation, bool> isInside, CancellationToken cancellationToken)
    {
        if (call.TargetMethod is { Name: "Delay" or "CreateLinkedTokenSource" } || call.Type?.SpecialType == SpecialType.System_Void && call.TargetMethod.Name.StartsWith("Throw", StringComparison.Ordinal))
        {
            return null;
        }

        foreach (var argument in call.Arguments)
        {
            if (argument.Value is { } value && (TokenOrigins.IsToken(value.Type) || TokenOrigins.IsDeadline(value.Type)) && argument.ArgumentKind == ArgumentKind.Explicit
                && origins.Of(value, block, isInside, cancellationToken) is { IsArmedOutside: false, ArmedInside: { } armed } origin)
            {
                return new TimedWait(call, WaitKind.Token, origin.Limit, armed);
            }
        }

        return null;
    }

    private TimedWait? OfSocket(IInvocationOperation call, CancellationToken cancellationToken)
    {
        if (!sockets.Any || call.Receiver() is not { } receiver || IsTask(call.Type) || call.TargetMethod.Name.StartsWith("Begin", StringComparison.Ordinal)
            || call.TargetMethod.Name.StartsWith("End", StringComparison.Ordinal))
        {
            return null;
        }

        var role = calls.RoleOf(call, cancellationToken);
        return sockets.Of(receiver, role) is var (by, limit) ? new TimedWait(call, WaitKind.Blocking, limit, by) : null;
    }
}
