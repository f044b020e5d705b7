using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Loops;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Time;

namespace PluginHost.Analyzers.Reconnects;

/// <summary>Finds the loops that connect again at once after it failed.</summary>
internal sealed class RetryLoops(ConnectCalls connects, Pauses pauses, RetryBounds bounds)
{
    /// <summary>By a handler in the loop that neither leaves nor waits.</summary>
    public HotRetry? Of(ITryOperation attempt, CodeBlock block, RetrySettings settings, CancellationToken cancellationToken)
    {
        if (attempt.Catches.IsEmpty || !attempt.Ancestors().Any(above => above is ILoopOperation and not IForEachLoopOperation) || attempt.Catches.All(clause => !FailureHandlers.TakesFailure(clause)))
        {
            return null;
        }

        if (ConnectIn(attempt, block, settings, cancellationToken) is not { } connect)
        {
            return null;
        }

        var (hot, around) = (new List<IOperation>(), (LoopRegion?)null);
        foreach (var clause in attempt.Catches.Where(FailureHandlers.TakesFailure))
        {
            if (RetryPath.Of(connect, attempt, clause, block) is { } path && !bounds.Holds(path.Loop, clause, settings.MostImmediate)
                && !path.Passed.Append(clause.Handler).Any(passed => pauses.AnyIn(passed, block, settings.LeastDelay, cancellationToken)))
            {
                hot.Add(clause);
                around = path.Loop;
            }
        }

        return around is null ? null : new HotRetry(connect, around.Loop, hot);
    }

    /// <summary>By a test of what the call tells: <c>while (!TryConnect())</c>.</summary>
    public HotRetry? Of(ILoopOperation loop, CodeBlock block, RetrySettings settings, CancellationToken cancellationToken)
    {
        var region = block.RegionOf(loop);
        if (loop is IForEachLoopOperation || region.Condition is not { } condition)
        {
            return null;
        }

        var call = LoopExits.Parts(condition).Select(part => part.Unwrap()).OfType<IInvocationOperation>()
            .FirstOrDefault(one => one.Type?.SpecialType == SpecialType.System_Boolean || one.Parent is IAwaitOperation);
        return call is not null && call.Syntax.ToString().IndexOf("onnect", StringComparison.Ordinal) >= 0 && connects.KindOf(call, cancellationToken) == ConnectKind.Tells
            && !bounds.Holds(region, null, settings.MostImmediate)
            && !pauses.AnyIn(loop, block, settings.LeastDelay, cancellationToken)
            ? new HotRetry(call, loop, [])
            : null;
    }

    /// <summary>The first connect whose failure the handlers of a try take up.</summary>
    public IOperation? ConnectIn(ITryOperation attempt, CodeBlock block, RetrySettings settings, CancellationToken cancellationToken)
    {
        var reads = new Lazy<bool>(() => attempt.Body.DescendantsAndSelf(intoFunctions: false).Any(one => one is ILoopOperation));
        foreach (var operation in attempt.Body.DescendantsAndSelf(intoFunctions: false))
        {
            if (operation is IInvocationOperation or IObjectCreationOperation
                && (connects.KindOf(operation, cancellationToken) == ConnectKind.Throws || (ConnectCalls.IsStreaming(operation) && reads.Value))
                && !operation.IsCaughtBelow(attempt) && !WaitsForPipe(operation, block, settings))
            {
                return operation;
            }
        }

        return null;
    }

    /// <summary>A pipe's connect with a time waits so long for the pipe to come.</summary>
    private bool WaitsForPipe(IOperation connect, CodeBlock block, RetrySettings settings) =>
        connect is IInvocationOperation { TargetMethod.ContainingType.Name: "NamedPipeClientStream", Arguments: { IsEmpty: false } arguments }
        && !TokenOrigins.IsToken(arguments[0].Value.Type) && pauses.IsLong(arguments[0].Value, block, settings.LeastDelay);
}
