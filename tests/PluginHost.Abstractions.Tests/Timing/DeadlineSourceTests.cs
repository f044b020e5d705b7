namespace PluginHost.Abstractions.Tests.Timing;

public sealed class DeadlineSourceTests
{
    [Fact]
    public void Start_AfterOneThatEndedInTime_ReusesItsToken()
    {
        var deadlines = new DeadlineSource(TimeProvider.System);
        CancellationToken first;
        using (var deadline = deadlines.Start(TimeSpan.FromMinutes(1)))
        {
            first = deadline.Token;
        }

        using var next = deadlines.Start(TimeSpan.FromMinutes(1));

        Assert.Equal(first, next.Token);
    }

    [Fact]
    public void Start_AfterOneThatPassed_TakesAnotherToken()
    {
        var deadlines = new DeadlineSource(TimeProvider.System);
        CancellationToken first;
        using (var deadline = deadlines.Start(TimeSpan.Zero))
        {
            first = deadline.Token;
        }

        using var next = deadlines.Start(TimeSpan.FromMinutes(1));

        Assert.NotEqual(first, next.Token);
        Assert.False(next.Token.IsCancellationRequested);
    }

    [Fact]
    public void Start_OnAClockOfAnotherKind_IsNotEndedByTheTimerOfAnEarlierOne()
    {
        var time = new ManualTime();
        var deadlines = new DeadlineSource(time);
        deadlines.Start(TimeSpan.FromSeconds(1)).Dispose();
        using var next = deadlines.Start(TimeSpan.FromSeconds(10));

        time.Advance(TimeSpan.FromSeconds(9));

        Assert.False(next.Token.IsCancellationRequested);
        Assert.Equal(1, time.ArmedTimers);
    }

    [Fact]
    public void Start_TokenOfAnEarlierDeadlineWasRegistered_ItsCallbackIsForgotten()
    {
        var deadlines = new DeadlineSource(TimeProvider.System);
        var called = false;
        using (var deadline = deadlines.Start(TimeSpan.FromMinutes(1)))
        {
            deadline.Token.Register(() => called = true);
        }

        using var stop = new CancellationTokenSource();
        using var next = deadlines.Start(TimeSpan.FromMinutes(1), stop.Token);
        stop.Cancel();

        Assert.True(next.Token.IsCancellationRequested);
        Assert.False(called);
    }

    [Fact]
    public async Task Dispose_WhileTheStopRunsACallThatHangs_DoesNotWaitForIt()
    {
        var deadlines = new DeadlineSource(TimeProvider.System);
        using var stop = new CancellationTokenSource();
        using var entered = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        var deadline = deadlines.Start(TimeSpan.FromMinutes(1), stop.Token);
        deadline.Token.Register(() =>
        {
            entered.Set();
            release.Wait();
        });
        var stopping = Task.Run(stop.Cancel);
        Assert.True(entered.Wait(TimeSpan.FromSeconds(30)));

        var disposing = Task.Run(deadline.Dispose);

        await disposing.WaitAsync(TimeSpan.FromSeconds(30));
        release.Set();
        await stopping;
        using var next = deadlines.Start(TimeSpan.FromMinutes(1));
        Assert.False(next.Token.IsCancellationRequested);
    }

    [Fact]
    public async Task Dispose_RacingStop_NeverCancelsTheNextOneNorThrowsFromStop()
    {
        var deadlines = new DeadlineSource(TimeProvider.System);
        for (var i = 0; i < 5_000; i++)
        {
            using var stop = new CancellationTokenSource();
            using var together = new Barrier(2);
            var deadline = deadlines.Start(TimeSpan.FromMinutes(1), stop.Token);
            var stopping = Task.Run(() =>
            {
                together.SignalAndWait();
                stop.Cancel();
            });
            together.SignalAndWait();
            deadline.Dispose();
            using var next = deadlines.Start(TimeSpan.FromMinutes(1));

            await stopping;

            Assert.False(next.Token.IsCancellationRequested);
        }
    }

    [Fact]
    public void Dispose_RacingItsOwnTimer_NeverCancelsTheNextOne()
    {
        var deadlines = new DeadlineSource(TimeProvider.System);
        for (var i = 0; i < 300; i++)
        {
            var deadline = deadlines.Start(TimeSpan.FromMilliseconds(1));
            var waited = new SpinWait();
            while (!deadline.HasPassed)
            {
                waited.SpinOnce(sleep1Threshold: -1);
            }

            deadline.Dispose();
            using var next = deadlines.Start(TimeSpan.FromMinutes(1));

            Assert.False(next.Token.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(1)));
        }
    }
}
