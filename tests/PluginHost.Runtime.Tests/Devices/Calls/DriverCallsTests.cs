using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Devices.Calls;
using PluginHost.Runtime.Ledger;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Devices.Calls;

public sealed class DriverCallsTests
{
    private static readonly LedgerOwner Owner = new("device", "plugin", 1);
    private static readonly AsyncLocal<string?> OfTheCaller = new();

    private readonly FakeTimeProvider _time = new();
    private readonly CollectingLoggerFactory _logs = new();

    [Fact]
    public async Task Call_RunsAsItsOwnerWithoutTheFlowOfItsCaller()
    {
        OfTheCaller.Value = "request 17";

        var result = await Calls().RunAsync("Call", TimeSpan.FromSeconds(1), CancellationToken.None, async _ =>
        {
            await Task.Yield();
            return (DriverFlow.Current, OfTheCaller.Value);
        });

        Assert.Equal((Owner, null), result.Value);
        Assert.Null(DriverFlow.Current);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1e9)]
    public async Task Call_OfAnyLimit_Returns(double seconds)
    {
        var result = await Calls().RunAsync(
            "Call", TimeSpan.FromSeconds(seconds), CancellationToken.None, _ => Task.CompletedTask);

        Assert.True(result.IsCompleted);
    }

    [Fact]
    public async Task Call_ThatGaveUpByItself_IsNotSaidToHaveUsedItsLimit()
    {
        var result = await Calls().RunAsync(
            "Call", TimeSpan.FromSeconds(10), CancellationToken.None, _ => throw new OperationCanceledException());

        Assert.Equal((CallOutcome.TimedOut, "Call gave up waiting."), (result.Outcome, result.Reason));
    }

    [Fact]
    public async Task Call_AtItsDeadline_TimesOut()
    {
        var running = Calls().RunAsync(
            "Call", TimeSpan.FromSeconds(10), CancellationToken.None, deadline => Task.Delay(Timeout.InfiniteTimeSpan, _time, deadline.Token));
        await _time.WaitForTimerAsync(TimeSpan.FromSeconds(11));
        _time.Advance(TimeSpan.FromSeconds(10));

        var result = await running.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal((CallOutcome.TimedOut, "Call was not done within 10 s."), (result.Outcome, result.Reason));
    }

    [Fact]
    public async Task Call_ThatNeverEnds_IsGivenUpASecondAfterItsLimit()
    {
        var (running, begun) = Endless(Calls(), TimeSpan.FromSeconds(0.2), CancellationToken.None);
        await _time.WaitForTimerAsync(TimeSpan.FromSeconds(1.2));
        await begun;

        _time.Advance(TimeSpan.FromSeconds(1.2) - TimeSpan.FromTicks(1));
        Assert.False(running.IsCompleted);
        _time.Advance(TimeSpan.FromTicks(1));

        AssertGivenUp(await running.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public async Task Call_InRealTime_IsGivenUpNoSooner()
    {
        var calls = new DriverCalls(Owner, () => null, new DeadlineSource(TimeProvider.System), text => text, _logs.CreateLogger("calls"), new RunningCode());
        var began = TimeProvider.System.GetTimestamp();

        var (running, _) = Endless(calls, TimeSpan.FromMilliseconds(200), CancellationToken.None);
        var result = await running.WaitAsync(TimeSpan.FromSeconds(30));

        AssertGivenUp(result);
        Assert.True(TimeProvider.System.GetElapsedTime(began) >= TimeSpan.FromSeconds(1.1));
    }

    [Fact]
    public async Task Stop_JustBeforeTheEndOfPatience_DoesNotProlongIt()
    {
        using var stop = new CancellationTokenSource();
        var (running, begun) = Endless(Calls(), TimeSpan.FromSeconds(1), stop.Token);
        await _time.WaitForTimerAsync(TimeSpan.FromSeconds(2));
        await begun;
        _time.Advance(TimeSpan.FromSeconds(1.9));

        await stop.CancelAsync();
        _time.Advance(TimeSpan.FromSeconds(0.1));

        AssertGivenUp(await running.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Call_ThatEndsWhileItIsGivenUp_LosesNoValue()
    {
        for (var i = 0; i < 200; i++)
        {
            var value = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            var late = new TaskCompletionSource<string>();
            var running = Calls().RunAsync(
                "Call", TimeSpan.FromSeconds(1), CancellationToken.None, _ => value.Task, text => late.SetResult(text));
            await _time.WaitForTimerAsync(TimeSpan.FromSeconds(2));
            var ending = Task.Run(() => value.SetResult("open"));
            _time.Advance(TimeSpan.FromSeconds(2));
            await ending;

            var result = await running.WaitAsync(TimeSpan.FromSeconds(10));

            Assert.Equal("open", result.IsCompleted ? result.Value : await late.Task.WaitAsync(TimeSpan.FromSeconds(10)));
        }
    }

    [Fact]
    public async Task LateFailure_IsLoggedAtDebugWithoutSecret()
    {
        var failing = new TaskCompletionSource();
        var running = Calls().RunAsync("Call", TimeSpan.FromSeconds(1), CancellationToken.None, _ => failing.Task);
        await _time.WaitForTimerAsync(TimeSpan.FromSeconds(2));
        _time.Advance(TimeSpan.FromSeconds(2));
        await running.WaitAsync(TimeSpan.FromSeconds(10));

        failing.SetException(new InvalidOperationException($"PIN {DeviceBench.Secret}"));

        var line = await _logs.WaitForAsync(entry => entry.Message.StartsWith("Call failed after", StringComparison.Ordinal));
        Assert.Equal(LogLevel.Debug, line.Level);
        Assert.Contains("PIN ***", line.Message, StringComparison.Ordinal);
    }

    private static (Task<CallResult<bool>> Running, Task Begun) Endless(DriverCalls calls, TimeSpan limit, CancellationToken stop)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = calls.RunAsync("Call", limit, stop, _ =>
        {
            begun.SetResult();
            return new TaskCompletionSource().Task;
        });
        return (running, begun.Task.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    /// <summary>While fake time jumps, a call that is on its way out of its thread looks as one that holds it.</summary>
    private static void AssertGivenUp(CallResult<bool> result) =>
        Assert.True(result.Outcome is CallOutcome.Hung or CallOutcome.Blocked, $"{result.Outcome}: {result.Reason}");

    private DriverCalls Calls() => new(
        Owner,
        () => null,
        new DeadlineSource(_time),
        text => text.Replace(DeviceBench.Secret, "***", StringComparison.Ordinal),
        _logs.CreateLogger("calls"), new RunningCode());
}
