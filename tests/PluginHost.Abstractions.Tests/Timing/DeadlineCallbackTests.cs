namespace PluginHost.Abstractions.Tests.Timing;

/// <summary>By the system's clock: an exception on a timer's thread would end the process, and the test run with it.</summary>
public sealed class DeadlineCallbackTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TaskCompletionSource<Exception> _reported = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task TimeIsUp_CallbackThrows_IsReportedAndTheTokenIsCancelled()
    {
        using var deadline = Source().Start(TimeSpan.FromMilliseconds(20));
        deadline.Token.Register(() => throw new InvalidOperationException("a driver's own"));

        var reported = await _reported.Task.WaitAsync(Patience);

        Assert.Contains("a driver's own", reported.Message);
        Assert.True(deadline.Token.IsCancellationRequested);
    }

    [Fact]
    public async Task BudgetIsUsedUp_CallbackThrows_IsReported()
    {
        using var deadline = Source().Start(Patience);
        using var answer = new ReadBudget(TimeSpan.FromMilliseconds(20), Patience, Patience).Start(deadline);
        answer.Token.Register(() => throw new InvalidOperationException("a driver's own"));

        Assert.Contains("a driver's own", (await _reported.Task.WaitAsync(Patience)).Message);
    }

    [Fact]
    public async Task Stopped_CallbackThrows_DoesNotReachWhoStops()
    {
        using var stop = new CancellationTokenSource();
        using var deadline = Source().Start(Patience, stop.Token);
        deadline.Token.Register(() => throw new InvalidOperationException("a driver's own"));

        await stop.CancelAsync();

        Assert.True(_reported.Task.IsCompletedSuccessfully);
    }

    private DeadlineSource Source() => new(TimeProvider.System, error => _reported.TrySetResult(error));
}
