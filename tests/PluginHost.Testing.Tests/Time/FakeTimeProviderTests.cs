namespace PluginHost.Testing.Tests;

public sealed class FakeTimeProviderTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Advance_MovesClockAndTimestampAlike()
    {
        DateTimeOffset before = _time.GetUtcNow();
        long started = _time.GetTimestamp();

        _time.Advance(Second * 90);

        Assert.Equal(before + (Second * 90), _time.GetUtcNow());
        Assert.Equal(Second * 90, _time.GetElapsedTime(started));
    }

    [Fact]
    public void Advance_Negative_Throws()
        => Assert.Throws<ArgumentOutOfRangeException>(() => _time.Advance(-Second));

    [Fact]
    public async Task Delay_CompletesAtItsTimeOnly()
    {
        Task delay = Task.Delay(Second * 5, _time);

        _time.Advance((Second * 5) - TimeSpan.FromTicks(1));
        Assert.False(delay.IsCompleted);

        _time.Advance(TimeSpan.FromTicks(1));
        await delay.WaitAsync(Eventually.DefaultTimeout);
    }

    [Fact]
    public void CancellationTokenSource_CancelsAtItsTimeOnly()
    {
        using var source = new CancellationTokenSource(Second * 2, _time);

        _time.Advance(Second);
        Assert.False(source.IsCancellationRequested);
        source.CancelAfter(Second * 3);
        _time.Advance(Second * 2);
        Assert.False(source.IsCancellationRequested);
        _time.Advance(Second);

        Assert.True(source.IsCancellationRequested);
    }

    [Fact]
    public async Task PeriodicTimer_TicksOncePerPeriod()
    {
        using var timer = new PeriodicTimer(Second, _time);

        for (int tick = 0; tick < 3; tick++)
        {
            ValueTask<bool> next = timer.WaitForNextTickAsync();
            Assert.False(next.IsCompleted);
            _time.Advance(Second);
            Assert.True(await next.AsTask().WaitAsync(Eventually.DefaultTimeout));
        }
    }

    [Fact]
    public void Advance_SeveralTimers_FiresInDueOrderEachAtItsTime()
    {
        DateTimeOffset start = _time.GetUtcNow();
        var fired = new List<(string Name, TimeSpan At)>();
        using ITimer late = Once("late", Second * 3);
        using ITimer early = Once("early", Second);
        using ITimer twin = Once("twin", Second);
        using ITimer periodic = _time.CreateTimer(_ => Note("periodic"), null, Second * 2, Second * 2);

        _time.Advance(Second * 5);

        Assert.Equal(
            [("early", Second), ("twin", Second), ("periodic", Second * 2), ("late", Second * 3), ("periodic", Second * 4)],
            fired);
        Assert.Equal(start + (Second * 5), _time.GetUtcNow());

        void Note(string name) => fired.Add((name, _time.GetUtcNow() - start));
        ITimer Once(string name, TimeSpan due) => _time.CreateTimer(_ => Note(name), null, due, Timeout.InfiniteTimeSpan);
    }

    [Fact]
    public void Advance_CallbackArmsAgain_IsHonouredInTheSameCall()
    {
        DateTimeOffset start = _time.GetUtcNow();
        var fired = new List<TimeSpan>();
        ITimer? timer = null;
        timer = _time.CreateTimer(
            _ =>
            {
                fired.Add(_time.GetUtcNow() - start);
                timer!.Change(Second * fired.Count, Timeout.InfiniteTimeSpan);
            },
            null,
            Second,
            Timeout.InfiniteTimeSpan);

        _time.Advance(Second * 7);

        Assert.Equal([Second, Second * 2, Second * 4, Second * 7], fired);
        timer.Dispose();
    }

    [Fact]
    public void Advance_FromInsideACallback_MovesOnFromThere()
    {
        DateTimeOffset start = _time.GetUtcNow();
        using ITimer timer = _time.CreateTimer(_ => _time.Advance(Second * 10), null, Second, Timeout.InfiniteTimeSpan);

        _time.Advance(Second * 2);

        Assert.Equal(start + (Second * 11), _time.GetUtcNow());
    }

    [Fact]
    public void Timer_DueAtZero_FiresAtTheNextAdvance()
    {
        int fired = 0;
        using ITimer timer = _time.CreateTimer(_ => fired++, null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);

        Assert.Equal(0, fired);
        _time.Advance(TimeSpan.Zero);

        Assert.Equal(1, fired);
    }

    [Fact]
    public void Timer_ChangedStoppedOrDisposed_CountsAndFiresAccordingly()
    {
        int fired = 0;
        ITimer timer = _time.CreateTimer(_ => fired++, null, Second, Second);
        Assert.Equal(1, _time.ActiveTimers);
        Assert.Equal(_time.GetUtcNow() + Second, _time.NextDue);

        Assert.True(timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan));
        Assert.Equal(0, _time.ActiveTimers);
        Assert.Null(_time.NextDue);
        _time.Advance(Second * 2);
        Assert.Equal(0, fired);

        Assert.True(timer.Change(Second * 2, Timeout.InfiniteTimeSpan));
        _time.Advance(Second * 9);
        Assert.Equal(1, fired);
        Assert.Equal(0, _time.ActiveTimers);

        timer.Dispose();
        Assert.False(timer.Change(Second, Second));
        Assert.Equal(0, _time.ActiveTimers);
    }

    [Fact]
    public void Timer_NegativeDueTime_Throws()
        => Assert.Throws<ArgumentOutOfRangeException>(() => _time.CreateTimer(_ => { }, null, -Second, Second));

    [Fact]
    public async Task DisposeAsync_CallbackRunning_WaitsForIt()
    {
        using var entered = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        ITimer timer = _time.CreateTimer(
            _ =>
            {
                entered.Set();
                leave.Wait(Eventually.DefaultTimeout);
            },
            null,
            Second,
            Timeout.InfiniteTimeSpan);
        Task advancing = Task.Run(() => _time.Advance(Second));
        Assert.True(entered.Wait(Eventually.DefaultTimeout));

        Task disposing = timer.DisposeAsync().AsTask();
        Assert.False(disposing.IsCompleted);
        leave.Set();

        await disposing.WaitAsync(Eventually.DefaultTimeout);
        await advancing;
    }

    [Fact]
    public void Callback_SeesWhatFlowedWhenTheTimerWasMade()
    {
        var flowing = new AsyncLocal<string> { Value = "maker" };
        string? seen = null;
        using ITimer timer = _time.CreateTimer(_ => seen = flowing.Value, null, Second, Timeout.InfiniteTimeSpan);
        flowing.Value = "advancer";

        _time.Advance(Second);

        Assert.Equal("maker", seen);
    }

    [Fact]
    public async Task Timers_ArmedAndDisposedFromManyThreadsWhileAdvancing_NoneIsLostOrLeft()
    {
        const int Each = 500;
        int fired = 0;
        Task[] makers = [.. Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (int made = 0; made < Each; made++)
            {
                _time.CreateTimer(_ => Interlocked.Increment(ref fired), null, Second, Timeout.InfiniteTimeSpan);
                ITimer dropped = _time.CreateTimer(_ => { }, null, Second, Second);
                dropped.Change(Second * 2, Second);
                dropped.Dispose();
            }
        }))];

        while (!Task.WhenAll(makers).IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        await Task.WhenAll(makers);
        _time.Advance(Second);

        Assert.Equal(4 * Each, fired);
        Assert.Equal(0, _time.ActiveTimers);
    }

    [Fact]
    public async Task WaitForTimer_ArmedByAnotherThread_Returns()
    {
        Task working = Task.Run(async () =>
        {
            await Task.Delay(Second, _time);
            await Task.Delay(Second * 3, _time);
        });

        await _time.WaitForTimerAsync();
        _time.Advance(Second);
        await _time.WaitForTimerAsync(Second * 3);
        _time.Advance(Second * 3);

        await working.WaitAsync(Eventually.DefaultTimeout);
    }

    [Fact]
    public async Task WaitForTimer_NoneSuchComes_ThrowsWithThoseThereAre()
    {
        using ITimer timer = _time.CreateTimer(_ => { }, null, Second * 7, Timeout.InfiniteTimeSpan);

        TimeoutException failure = await Assert.ThrowsAsync<TimeoutException>(
            () => _time.WaitForTimerAsync(Second, TimeSpan.FromMilliseconds(10)));

        Assert.Contains("00:00:07", failure.Message, StringComparison.Ordinal);
    }
}
