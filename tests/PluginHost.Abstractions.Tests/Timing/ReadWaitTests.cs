using System.IO.Pipelines;

namespace PluginHost.Abstractions.Tests.Timing;

public sealed class ReadWaitTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly ReadBudget Budget =
        new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));

    private readonly ManualTime _time = new();
    private readonly DeadlineSource _deadlines;
    private readonly Pipe _pipe = new(new PipeOptions(useSynchronizationContext: false));

    public ReadWaitTests() => _deadlines = new DeadlineSource(_time);

    [Fact]
    public async Task ReadAsync_NothingComes_IsLostAfterFirst()
    {
        using var deadline = _deadlines.Start(TimeSpan.FromSeconds(60));
        using var wait = Budget.Start(deadline);
        var reading = wait.ReadAsync(_pipe.Reader).AsTask();

        _time.Advance(Budget.First - Tick);
        Assert.False(reading.IsCompleted);
        _time.Advance(Tick);

        var end = await Assert.ThrowsAsync<ConnectionEndedException>(() => reading);
        Assert.Equal(ConnectionEnd.Lost, end.End);
        Assert.Equal("No answer began within 5 s.", end.Message);
    }

    [Fact]
    public async Task ReadAsync_AnswerStops_IsLostAfterNext()
    {
        using var deadline = _deadlines.Start(TimeSpan.FromSeconds(60));
        using var wait = Budget.Start(deadline);
        await TakeByteAsync(wait);
        var reading = wait.ReadAsync(_pipe.Reader).AsTask();

        _time.Advance(Budget.Next - Tick);
        Assert.False(reading.IsCompleted);
        _time.Advance(Tick);

        var end = await Assert.ThrowsAsync<ConnectionEndedException>(() => reading);
        Assert.Equal("The answer stopped half-way: nothing came for 1 s.", end.Message);
    }

    [Fact]
    public async Task ReadAsync_BytesTrickle_IsLostAtOverall()
    {
        using var deadline = _deadlines.Start(TimeSpan.FromSeconds(60));
        using var wait = Budget.Start(deadline);
        for (var elapsed = TimeSpan.Zero; elapsed < Budget.Overall; elapsed += TimeSpan.FromSeconds(0.8))
        {
            await TakeByteAsync(wait);
            _time.Advance(TimeSpan.FromSeconds(0.8));
        }

        var end = await Assert.ThrowsAsync<ConnectionEndedException>(async () => await wait.ReadAsync(_pipe.Reader));

        Assert.Equal("The answer was not complete within 10 s.", end.Message);
    }

    [Fact]
    public async Task ReadAsync_BytesTrickle_EndsAtOverallExactly()
    {
        using var deadline = _deadlines.Start(TimeSpan.FromSeconds(60));
        using var wait = Budget.Start(deadline);
        for (var i = 0; i < 19; i++)
        {
            await TakeByteAsync(wait);
            _time.Advance(TimeSpan.FromSeconds(0.5));
        }

        await TakeByteAsync(wait);
        var reading = wait.ReadAsync(_pipe.Reader).AsTask();
        _time.Advance(TimeSpan.FromSeconds(0.5) - Tick);
        Assert.False(reading.IsCompleted);
        _time.Advance(Tick);

        await Assert.ThrowsAsync<ConnectionEndedException>(() => reading);
    }

    [Fact]
    public async Task ReadAsync_OverallShorterThanFirst_SaysOverall()
    {
        using var deadline = _deadlines.Start(TimeSpan.FromSeconds(60));
        using var wait = (Budget with { Overall = TimeSpan.FromSeconds(2.5) }).Start(deadline);
        var reading = wait.ReadAsync(_pipe.Reader).AsTask();

        _time.Advance(TimeSpan.FromSeconds(2.5));

        var end = await Assert.ThrowsAsync<ConnectionEndedException>(() => reading);
        Assert.Equal("The answer was not complete within 2.5 s.", end.Message);
    }

    [Fact]
    public async Task ReadAsync_DeadlinePassesFirst_IsCancelledAndNotLost()
    {
        using var deadline = _deadlines.Start(TimeSpan.FromSeconds(3));
        using var wait = Budget.Start(deadline);
        var reading = wait.ReadAsync(_pipe.Reader).AsTask();

        _time.Advance(TimeSpan.FromSeconds(3));

        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.Equal(deadline.Token, cancelled.CancellationToken);
    }

    [Fact]
    public async Task ReadAsync_DeadlinePassedBefore_IsCancelledAtOnce()
    {
        using var deadline = _deadlines.Start(TimeSpan.Zero);
        using var wait = Budget.Start(deadline);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await wait.ReadAsync(_pipe.Reader));
    }

    [Fact]
    public async Task WaitAsync_AnswerComes_IsReturned()
    {
        using var deadline = _deadlines.Start(TimeSpan.FromSeconds(60));
        using var wait = Budget.Start(deadline);
        var answer = new TaskCompletionSource<int>();
        var waiting = wait.WaitAsync(answer.Task);

        _time.Advance(TimeSpan.FromSeconds(4));
        wait.Progress();
        answer.SetResult(7);

        Assert.Equal(7, await waiting);
    }

    [Fact]
    public async Task WaitAsync_ReaderReportsProgress_NextAppliesFromThere()
    {
        using var deadline = _deadlines.Start(TimeSpan.FromSeconds(60));
        using var wait = Budget.Start(deadline);
        var waiting = wait.WaitAsync(new TaskCompletionSource<int>().Task);
        _time.Advance(TimeSpan.FromSeconds(4));
        wait.Progress();

        _time.Advance(Budget.Next - Tick);
        Assert.False(waiting.IsCompleted);
        _time.Advance(Tick);

        await Assert.ThrowsAsync<ConnectionEndedException>(() => waiting);
    }

    [Fact]
    public async Task Progress_AfterTheBudgetIsUsedUp_DoesNotChangeTheReason()
    {
        using var deadline = _deadlines.Start(TimeSpan.FromSeconds(60));
        using var wait = Budget.Start(deadline);
        _time.Advance(Budget.First);

        wait.Progress();

        var end = await Assert.ThrowsAsync<ConnectionEndedException>(() => wait.WaitAsync(new TaskCompletionSource<int>().Task));
        Assert.Equal("No answer began within 5 s.", end.Message);
    }

    [Fact]
    public void Progress_AfterDispose_ArmsNoTimer()
    {
        using var deadline = _deadlines.Start(TimeSpan.FromSeconds(60));
        var wait = Budget.Start(deadline);

        wait.Dispose();
        wait.Dispose();
        wait.Progress();

        Assert.Equal(1, _time.ArmedTimers);
        Assert.Throws<ObjectDisposedException>(() => wait.Token);
    }

    [Fact]
    public void Start_DeadlineDisposed_Throws()
    {
        var deadline = _deadlines.Start(TimeSpan.FromSeconds(60));
        deadline.Dispose();

        Assert.Throws<ObjectDisposedException>(() => Budget.Start(deadline));
    }

    [Fact]
    public void Dispose_InTheMiddleOfProgress_SourceIsArmedBeforeItIsGivenBackAndNotAfter()
    {
        var clock = new ObservedTime(_time);
        var deadlines = new DeadlineSource(clock);
        using var deadline = deadlines.Start(TimeSpan.FromSeconds(60));
        var wait = Budget.Start(deadline);
        var disposing = new Thread(wait.Dispose);
        clock.Read = () =>
        {
            clock.Read = null;
            disposing.Start();
            Assert.True(SpinWait.SpinUntil(
                () => !disposing.IsAlive || disposing.ThreadState.HasFlag(ThreadState.WaitSleepJoin),
                TimeSpan.FromSeconds(30)));
        };

        wait.Progress();
        disposing.Join();

        Assert.Equal(1, _time.ArmedTimers);
    }

    private async Task TakeByteAsync(ReadWait wait)
    {
        await _pipe.Writer.WriteAsync(new byte[] { 1 });
        var read = await wait.ReadAsync(_pipe.Reader);
        _pipe.Reader.AdvanceTo(read.Buffer.End);
    }

    /// <summary>Shows when the clock is read, to step in between.</summary>
    private sealed class ObservedTime(TimeProvider time) : TimeProvider
    {
        public Action? Read { get; set; }

        public override long TimestampFrequency => time.TimestampFrequency;

        public override long GetTimestamp()
        {
            Read?.Invoke();
            return time.GetTimestamp();
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            time.CreateTimer(callback, state, dueTime, period);
    }
}
