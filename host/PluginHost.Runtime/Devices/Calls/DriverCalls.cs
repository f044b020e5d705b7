using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Ledger;

namespace PluginHost.Runtime.Devices.Calls;

/// <summary>
/// The one way into a driver. A call runs in a flow of its own that names its owner, is bounded, and never brings more
/// back than a value or a masked text: whatever the driver does, the caller goes on at the latest one second after the
/// deadline.
/// </summary>
internal sealed partial class DriverCalls(
    LedgerOwner owner, Func<IDisposable?> enterContext, DeadlineSource deadlines, Func<string, string> mask, ILogger log, RunningCode code)
{
    /// <summary>How long a call may outlive its deadline before it is given up.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>A driver may name any limit; timers cannot wait for all of them.</summary>
    private static readonly TimeSpan LongestLimit = TimeSpan.FromDays(1);

    public LedgerOwner Owner { get; } = owner;

    /// <param name="call">The contract's name for it, for people.</param>
    /// <param name="limit">The time the driver has.</param>
    /// <param name="stop">Ends the call early.</param>
    /// <param name="invoke">The call.</param>
    /// <param name="grace">How long it may outlive its deadline; <see cref="Grace"/> unless told otherwise.</param>
    public Task<CallResult<bool>> RunAsync(
        string call, TimeSpan limit, CancellationToken stop, Func<Deadline, Task> invoke, TimeSpan? grace = null) =>
        RunAsync(call, limit, stop, deadline => ReturnAsync(call, invoke(deadline)), grace: grace);

    /// <param name="call">The contract's name for it, for people.</param>
    /// <param name="limit">The time the driver has.</param>
    /// <param name="stop">Ends the call early.</param>
    /// <param name="invoke">The call.</param>
    /// <param name="late">Takes the value of a call that returned after it was given up.</param>
    /// <param name="grace">How long it may outlive its deadline; <see cref="Grace"/> unless told otherwise.</param>
    public async Task<CallResult<T>> RunAsync<T>(
        string call, TimeSpan limit, CancellationToken stop, Func<Deadline, Task<T>> invoke, Action<T>? late = null, TimeSpan? grace = null)
    {
        limit = limit < LongestLimit ? limit : LongestLimit;
        using var running = new RunningCall<T>(call, limit, grace ?? Grace, stop, deadlines.Time, late);
        var deadline = deadlines.Start(limit, running.Asked);
        return await WaitAsync(running, deadline, () => invoke(deadline)).ConfigureAwait(false);
    }

    /// <summary>Runs a call that may last as long as it is not stopped.</summary>
    /// <param name="call">The contract's name for it, for people.</param>
    /// <param name="stop">Ends the call.</param>
    /// <param name="invoke">The call.</param>
    public async Task<CallResult<bool>> RunUntilStoppedAsync(string call, CancellationToken stop, Func<CancellationToken, Task> invoke)
    {
        using var running = new RunningCall<bool>(call, null, Grace, stop, deadlines.Time, null);
        return await WaitAsync(running, null, () => ReturnAsync(call, invoke(running.Asked))).ConfigureAwait(false);
    }

    private static async Task<bool> ReturnAsync(string call, Task? task)
    {
        await (task ?? throw NoTask(call)).ConfigureAwait(false);
        return true;
    }

    private static InvalidOperationException NoTask(string call) => new($"{call} returned null instead of a task.");

    private async Task<CallResult<T>> WaitAsync<T>(RunningCall<T> call, Deadline? deadline, Func<Task<T>> invoke)
    {
        var running = Begin(call, invoke);
        call.ListenForStop();
        await ((Task)running.WaitAsync(call.GivenUp)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // Asked of the call, not of the wait: it may have ended in the very moment in which it was given up.
        if (!running.IsCompleted)
        {
            return GiveUp(call, deadline, running);
        }

        try
        {
            return new CallResult<T>(CallOutcome.Completed, await running.ConfigureAwait(false), "", "");
        }
        catch (Exception error)
        {
            return Mask(CallClassifier.Classify<T>(error, call.Name, Passed(call, deadline), call.IsStopped));
        }
        finally
        {
            deadline?.Dispose();
        }
    }

    /// <summary>Starts the call without the flow of whoever asked for it: nothing of the host's callers is the driver's to keep.</summary>
    private Task<T> Begin<T>(RunningCall<T> call, Func<Task<T>> invoke)
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            return Task.Run(() => InvokeAsync(call, invoke), CancellationToken.None);
        }

        using (ExecutionContext.SuppressFlow())
        {
            return Task.Run(() => InvokeAsync(call, invoke), CancellationToken.None);
        }
    }

    private async Task<T> InvokeAsync<T>(RunningCall<T> call, Func<Task<T>> invoke)
    {
        DriverFlow.Enter(Owner);
        call.Threads.Enter();
        using var context = enterContext();
        return await (invoke() ?? throw NoTask(call.Name)).ConfigureAwait(false);
    }

    /// <summary>The limit when it is up; a wait of the driver's own may have been shorter.</summary>
    private static TimeSpan? Passed<T>(RunningCall<T> call, Deadline? deadline) => deadline is { HasPassed: true } ? call.Limit : null;

    private CallResult<T> GiveUp<T>(RunningCall<T> call, Deadline? deadline, Task<T> running)
    {
        // The deadline is not ended yet: its token must not serve another call while this one still runs.
        _ = ObserveLateAsync(call, deadline, running);
        code.Add(Owner, $"The call {call.Name}, which was given up,", running);
        var after = call is { IsStopped: false, Limit: { } limit } ? $"its deadline of {limit.TotalSeconds:0.###} s" : "the stop";
        return call.Threads.Describe() is { } blocked
            ? new CallResult<T>(CallOutcome.Blocked, default, $"{call.Name} ignored {after} and does not return: {blocked}.", "")
            : new CallResult<T>(CallOutcome.Hung, default, $"{call.Name} ignored {after} and was given up.", "");
    }

    private async Task ObserveLateAsync<T>(RunningCall<T> call, Deadline? deadline, Task<T> running)
    {
        try
        {
            var value = await running.ConfigureAwait(false);
            Log.EndedLate(log, call.Name);
            call.TakeLate(value);
        }
        catch (Exception error)
        {
            Log.FailedLate(log, call.Name, Mask(CallClassifier.Classify<T>(error, call.Name, call.Limit, isStopped: true)).Detail);
        }
        finally
        {
            deadline?.Dispose();
        }
    }

    private CallResult<T> Mask<T>(CallResult<T> result) => result with { Reason = mask(result.Reason), Detail = mask(result.Detail) };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "{Call} ended after it was given up")]
        public static partial void EndedLate(ILogger log, string call);

        [LoggerMessage(2, LogLevel.Debug, "{Call} failed after it was given up: {Detail}")]
        public static partial void FailedLate(ILogger log, string call, string detail);
    }
}
