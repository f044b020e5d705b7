namespace PluginHost.Abstractions.Tests.Timing;

public sealed class DeadlineTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly ManualTime _time = new();
    private readonly DeadlineSource _deadlines;

    public DeadlineTests() => _deadlines = new DeadlineSource(_time);

    [Fact]
    public void Token_LimitReached_IsCancelledThenAndNotBefore()
    {
        using var deadline = _deadlines.Start(TimeSpan.FromSeconds(10));

        _time.Advance(TimeSpan.FromSeconds(10) - Tick);
        Assert.False(deadline.Token.IsCancellationRequested);
        Assert.Equal(Tick, deadline.Remaining);
        Assert.False(deadline.HasPassed);

        _time.Advance(Tick);
        Assert.True(deadline.Token.IsCancellationRequested);
        Assert.Equal(TimeSpan.Zero, deadline.Remaining);
        Assert.True(deadline.HasPassed);
        Assert.False(deadline.IsStopped);
    }

    [Fact]
    public void Token_Stopped_IsCancelledWithTimeLeft()
    {
        using var stop = new CancellationTokenSource();
        using var deadline = _deadlines.Start(TimeSpan.FromSeconds(10), stop.Token);
        _time.Advance(TimeSpan.FromSeconds(4));

        stop.Cancel();

        Assert.True(deadline.Token.IsCancellationRequested);
        Assert.True(deadline.IsStopped);
        Assert.False(deadline.HasPassed);
        Assert.Equal(TimeSpan.FromSeconds(6), deadline.Remaining);
    }

    [Fact]
    public void Start_AlreadyStopped_IsCancelledAtOnce()
    {
        using var deadline = _deadlines.Start(TimeSpan.FromSeconds(10), new CancellationToken(canceled: true));

        Assert.True(deadline.Token.IsCancellationRequested);
        Assert.True(deadline.IsStopped);
    }

    [Fact]
    public void Start_Zero_HasPassedAtOnce()
    {
        using var deadline = new DeadlineSource(TimeProvider.System).Start(TimeSpan.Zero);

        Assert.True(deadline.Token.IsCancellationRequested);
        Assert.True(deadline.HasPassed);
    }

    [Theory]
    [InlineData(-1L)]
    [InlineData(-10_000L)]
    [InlineData(long.MaxValue)]
    public void Start_OutOfRange_Throws(long ticks) =>
        Assert.Throws<ArgumentOutOfRangeException>("limit", () => _deadlines.Start(TimeSpan.FromTicks(ticks)));

    [Fact]
    public async Task HasPassed_TimerOfTheSystemFires_IsTrueInsideTheCallback()
    {
        var deadlines = new DeadlineSource(TimeProvider.System);
        for (var i = 0; i < 100; i++)
        {
            using var deadline = deadlines.Start(TimeSpan.FromTicks(25_000 + i * 100));
            var seen = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            using var registration = deadline.Token.Register(() => seen.SetResult(deadline.HasPassed));

            Assert.True(await seen.Task.WaitAsync(TimeSpan.FromSeconds(30)));
        }
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(10, 7)]
    public void Shorten_EndsWithTheEarlier(int wanted, int expected)
    {
        using var deadline = _deadlines.Start(TimeSpan.FromSeconds(10));
        _time.Advance(TimeSpan.FromSeconds(3));

        using var part = deadline.Shorten(TimeSpan.FromSeconds(wanted));

        Assert.Equal(TimeSpan.FromSeconds(expected), part.Limit);
        _time.Advance(TimeSpan.FromSeconds(expected) - Tick);
        Assert.False(part.Token.IsCancellationRequested);
        _time.Advance(Tick);
        Assert.True(part.HasPassed);
        Assert.False(part.IsStopped);
    }

    [Fact]
    public void Shorten_PartPasses_WholeGoesOn()
    {
        using var deadline = _deadlines.Start(TimeSpan.FromSeconds(10));
        using var part = deadline.Shorten(TimeSpan.FromSeconds(1));

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(part.HasPassed);
        Assert.False(deadline.Token.IsCancellationRequested);
    }

    [Fact]
    public void Shorten_OfPassed_HasPassedAndIsNotStopped()
    {
        using var deadline = _deadlines.Start(TimeSpan.FromSeconds(1));
        _time.Advance(TimeSpan.FromSeconds(5));

        using var part = deadline.Shorten(TimeSpan.FromSeconds(1));

        Assert.True(part.Token.IsCancellationRequested);
        Assert.True(part.HasPassed);
        Assert.False(part.IsStopped);
    }

    [Fact]
    public void Shorten_WholeStopped_PartIsStoppedAndHasNotPassed()
    {
        using var stop = new CancellationTokenSource();
        using var deadline = _deadlines.Start(TimeSpan.FromSeconds(10), stop.Token);
        using var part = deadline.Shorten(TimeSpan.FromSeconds(2));

        stop.Cancel();

        Assert.True(part.Token.IsCancellationRequested);
        Assert.True(part.IsStopped);
        Assert.False(part.HasPassed);
    }

    [Fact]
    public void Shorten_Negative_Throws()
    {
        using var deadline = _deadlines.Start(TimeSpan.FromSeconds(10));

        Assert.Throws<ArgumentOutOfRangeException>(() => deadline.Shorten(-Tick));
    }

    [Fact]
    public void Dispose_TokenIsNotHandedOutAgain()
    {
        var deadline = _deadlines.Start(TimeSpan.FromSeconds(10));

        deadline.Dispose();
        deadline.Dispose();

        Assert.Throws<ObjectDisposedException>(() => deadline.Token);
        Assert.Throws<ObjectDisposedException>(() => deadline.Shorten(Tick));
    }

    [Fact]
    public void Dispose_LeavesNoTimer()
    {
        using var stop = new CancellationTokenSource();
        using (var deadline = _deadlines.Start(TimeSpan.FromSeconds(10), stop.Token))
        using (deadline.Shorten(TimeSpan.FromSeconds(5)))
        {
            Assert.Equal(2, _time.ArmedTimers);
        }

        Assert.Equal(0, _time.ArmedTimers);
    }

    [Fact]
    public void Dispose_BeforeItsPart_LeavesNoTimer()
    {
        var deadline = _deadlines.Start(TimeSpan.FromSeconds(10));
        var part = deadline.Shorten(TimeSpan.FromSeconds(5));

        deadline.Dispose();
        part.Dispose();

        Assert.Equal(0, _time.ArmedTimers);
    }
}
