using System.Collections.Concurrent;
using System.Diagnostics;
using PluginHost.Runtime.Scheduling;

namespace PluginHost.Runtime.Tests.Scheduling;

public sealed class TimerWheelTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly List<Exception> _failures = [];
    private readonly TimerWheel _wheel;
    private readonly long _start;

    public TimerWheelTests()
    {
        _start = _time.GetTimestamp();
        _wheel = new TimerWheel(_time, _failures.Add);
    }

    private TimeSpan Elapsed => _time.GetElapsedTime(_start);

    public void Dispose()
    {
        _wheel.Dispose();
        Assert.Equal(0, _time.ArmedTimers);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 10)]
    [InlineData(10, 10)]
    [InlineData(11, 20)]
    [InlineData(10_240, 10_240)]
    [InlineData(10_250, 10_250)]
    [InlineData(3_600_001, 3_600_010)]
    public void Schedule_AnyDelay_FiresOnceInTheFirstSlotAtOrAfterIt(int delay, int expected)
    {
        var fired = new List<TimeSpan>();
        _wheel.Schedule(new WheelTimer(() => fired.Add(Elapsed)), Milliseconds(delay));

        _time.Advance(Milliseconds(expected) - TimeSpan.FromTicks(1));
        Assert.Empty(fired);

        _time.Advance(TimeSpan.FromHours(2));
        Assert.Equal([Milliseconds(expected)], fired);
    }

    [Fact]
    public void Schedule_NegativeDelay_IsRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _wheel.Schedule(new WheelTimer(() => { }), Timeout.InfiniteTimeSpan));

    [Fact]
    public void Schedule_LongestDelay_WaitsWithoutOverflow()
    {
        var fired = 0;
        _wheel.Schedule(new WheelTimer(() => fired++), TimeSpan.MaxValue);
        _wheel.Schedule(new WheelTimer(() => fired++), TimeSpan.MaxValue);
        _time.Advance(TimeSpan.FromDays(100));
        Assert.Equal(0, fired);
    }

    [Fact]
    public void Schedule_PendingTimer_MovesIt()
    {
        var fired = new List<TimeSpan>();
        var timer = new WheelTimer(() => fired.Add(Elapsed));
        _wheel.Schedule(timer, Milliseconds(50));
        _wheel.Schedule(timer, Milliseconds(500));
        _wheel.Schedule(timer, Milliseconds(200));
        _time.Advance(Milliseconds(1_000));
        Assert.Equal([Milliseconds(200)], fired);
    }

    [Fact]
    public void Schedule_EarlierThanAllOthers_ArmsTheUnderlyingTimerAnew()
    {
        var fired = new List<string>();
        _wheel.Schedule(new WheelTimer(() => fired.Add("late")), TimeSpan.FromMinutes(5));
        _wheel.Schedule(new WheelTimer(() => fired.Add("early")), Milliseconds(30));
        _time.Advance(Milliseconds(30));
        Assert.Equal(["early"], fired);
        Assert.Equal(1, _time.ArmedTimers);
    }

    [Fact]
    public void EmptyWheel_ArmsNothing()
    {
        Assert.Equal(0, _time.ArmedTimers);
        _wheel.Schedule(new WheelTimer(() => { }), Milliseconds(10));
        _time.Advance(Milliseconds(10));
        Assert.Equal(0, _time.ArmedTimers);
    }

    [Fact]
    public void OneTimerManyRevolutionsAway_WakesTheHostOnce()
    {
        var fired = 0;
        _wheel.Schedule(new WheelTimer(() => fired++), TimeSpan.FromHours(6));
        _time.Advance(TimeSpan.FromHours(6));
        Assert.Equal(1, fired);
        Assert.Equal(1, _time.WakeUps);
    }

    [Fact]
    public void Cancel_Pending_NeverFires()
    {
        var fired = 0;
        var timer = new WheelTimer(() => fired++);
        _wheel.Schedule(timer, Milliseconds(20));
        Assert.True(_wheel.Cancel(timer));
        Assert.False(_wheel.Cancel(timer));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, fired);
        Assert.Equal(0, _time.ArmedTimers);
    }

    [Fact]
    public void Cancel_NeverScheduledOrFired_SaysSo()
    {
        var timer = new WheelTimer(() => { });
        Assert.False(_wheel.Cancel(timer));
        _wheel.Schedule(timer, Milliseconds(20));
        _time.Advance(Milliseconds(20));
        Assert.False(_wheel.Cancel(timer));
    }

    [Fact]
    public void Cancel_FromACallbackOfTheSameSlot_KeepsTheOtherFromFiring()
    {
        var fired = new List<string>();
        var victim = new WheelTimer(() => fired.Add("victim"));
        _wheel.Schedule(new WheelTimer(() => fired.Add(_wheel.Cancel(victim) ? "cancelled" : "too late")), Milliseconds(20));
        _wheel.Schedule(victim, Milliseconds(20));
        _wheel.Schedule(new WheelTimer(() => fired.Add("last")), Milliseconds(20));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(["cancelled", "last"], fired);
    }

    [Fact]
    public void Schedule_FromACallbackForATimerOfTheSameSlot_MovesIt()
    {
        var fired = new List<(string, TimeSpan)>();
        var other = new WheelTimer(() => fired.Add(("other", Elapsed)));
        _wheel.Schedule(new WheelTimer(() => _wheel.Schedule(other, Milliseconds(30))), Milliseconds(20));
        _wheel.Schedule(other, Milliseconds(20));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal([("other", Milliseconds(50))], fired);
    }

    [Fact]
    public void Schedule_OfItselfWithoutDelay_LeavesTheSlotBetweenRuns()
    {
        var fired = new List<TimeSpan>();
        WheelTimer timer = null!;
        timer = new WheelTimer(() =>
        {
            fired.Add(Elapsed);
            _wheel.Schedule(timer, TimeSpan.Zero);
        });
        _wheel.Schedule(timer, TimeSpan.Zero);
        _time.Advance(Milliseconds(30));
        Assert.Equal([Milliseconds(10), Milliseconds(20), Milliseconds(30)], fired);
    }

    [Fact]
    public void Rearm_ManyBeats_DoesNotDrift()
    {
        var fired = new List<TimeSpan>();
        WheelTimer timer = null!;
        timer = new WheelTimer(() =>
        {
            fired.Add(Elapsed);
            _wheel.Rearm(timer, Milliseconds(355));
        });
        _wheel.Schedule(timer, Milliseconds(123));
        _time.Advance(TimeSpan.FromMinutes(30));

        var beats = Enumerable.Range(0, fired.Count).Select(beat => Milliseconds(123 + 355L * beat)).ToList();
        Assert.Equal(1 + (30 * 60_000 - 123) / 355, fired.Count);
        Assert.All(fired.Zip(beats), pair => Assert.InRange(pair.First - pair.Second, TimeSpan.Zero, Milliseconds(10)));
    }

    [Fact]
    public void Rearm_AfterALateWakeUp_LeavesOutMissedBeatsAndKeepsThePhase()
    {
        var fired = new List<TimeSpan>();
        WheelTimer timer = null!;
        timer = new WheelTimer(() =>
        {
            fired.Add(Elapsed);
            _wheel.Rearm(timer, Milliseconds(100));
        });
        _wheel.Schedule(timer, Milliseconds(100));
        _time.Jump(Milliseconds(1_050));
        _time.Advance(Milliseconds(200));
        Assert.Equal([Milliseconds(1_050), Milliseconds(1_100), Milliseconds(1_200)], fired);
    }

    [Fact]
    public void Rearm_NeverScheduledOrWithoutInterval_IsRefused()
    {
        var timer = new WheelTimer(() => { });
        Assert.Throws<InvalidOperationException>(() => _wheel.Rearm(timer, Milliseconds(10)));
        Assert.Throws<ArgumentOutOfRangeException>(() => _wheel.Rearm(timer, TimeSpan.Zero));
    }

    [Fact]
    public void Callback_Throws_IsReportedAndAllOthersFire()
    {
        var fired = 0;
        for (var i = 0; i < 3; i++)
        {
            _wheel.Schedule(new WheelTimer(() => fired++), Milliseconds(20));
            _wheel.Schedule(new WheelTimer(() => throw new InvalidDataException("broken")), Milliseconds(20));
            _wheel.Schedule(new WheelTimer(() => fired++), Milliseconds(40));
        }

        _time.Advance(Milliseconds(100));
        Assert.Equal(6, fired);
        Assert.Equal(3, _failures.Count);
        Assert.All(_failures, failure => Assert.Equal("broken", failure.Message));
    }

    [Fact]
    public void Callbacks_AfterALateWakeUp_FireInOrderOfTheirSlots()
    {
        var fired = new List<int>();
        foreach (var delay in new[] { 30_000, 20, 11_000, 20_480, 10_250, 5_000, 30 })
        {
            _wheel.Schedule(new WheelTimer(() => fired.Add(delay)), Milliseconds(delay));
        }

        _time.Jump(TimeSpan.FromMinutes(1));
        Assert.Equal([20, 30, 5_000, 10_250, 11_000, 20_480, 30_000], fired);
        Assert.Equal(1, _time.WakeUps);
    }

    [Fact]
    public void ManyThousandTimers_EachFiresInItsOwnSlot()
    {
        const int Count = 20_000;
        var random = new Random(7);
        var wrong = 0;
        var fired = 0;
        for (var i = 0; i < Count; i++)
        {
            var due = Elapsed + Milliseconds(random.Next(0, 120_000));
            _wheel.Schedule(
                new WheelTimer(() =>
                {
                    fired++;
                    wrong += Elapsed >= due && Elapsed - due <= Milliseconds(10) ? 0 : 1;
                }),
                due - Elapsed);
        }

        _time.Advance(Milliseconds(120_010));
        Assert.Equal(Count, fired);
        Assert.Equal(0, wrong);
    }

    [Fact]
    public void Dispose_WithPendingTimers_FiresNoMore()
    {
        var fired = 0;
        _wheel.Schedule(
            new WheelTimer(() =>
            {
                fired++;
                _wheel.Dispose();
            }),
            Milliseconds(20));
        _wheel.Schedule(new WheelTimer(() => fired++), Milliseconds(20));
        _wheel.Schedule(new WheelTimer(() => fired++), Milliseconds(50));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, fired);
    }

    [Fact]
    public async Task SystemClock_ManyThreadsSchedulingAndCancelling_EveryLastScheduleFiresAndNoneEarly()
    {
        const int Threads = 4;
        const int PerThread = 2_000;
        var failures = new ConcurrentQueue<Exception>();
        using var wheel = new TimerWheel(TimeProvider.System, failures.Enqueue);
        using var allFired = new CountdownEvent(Threads * PerThread);
        var early = 0;

        void ScheduleAndCancel(int seed)
        {
            var random = new Random(seed);
            for (var i = 0; i < PerThread; i++)
            {
                var due = long.MaxValue;
                var timer = new WheelTimer(() =>
                {
                    if (Stopwatch.GetTimestamp() < Volatile.Read(ref due))
                    {
                        Interlocked.Increment(ref early);
                    }

                    allFired.Signal();
                });

                // Far enough that it cannot fire before it is taken out again.
                wheel.Schedule(timer, TimeSpan.FromMinutes(random.Next(1, 60)));
                if (random.Next(2) == 0)
                {
                    Assert.True(wheel.Cancel(timer));
                }

                var delay = random.Next(0, 400);
                Volatile.Write(ref due, Stopwatch.GetTimestamp() + delay * Stopwatch.Frequency / 1_000);
                wheel.Schedule(timer, Milliseconds(delay));
            }
        }

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(seed => Task.Run(() => ScheduleAndCancel(seed))));
        Assert.True(allFired.Wait(TimeSpan.FromSeconds(30)), $"{allFired.CurrentCount} timers never fired");
        Assert.Equal(0, early);
        Assert.Empty(failures);
    }

    private static TimeSpan Milliseconds(long count) => TimeSpan.FromMilliseconds(count);
}
