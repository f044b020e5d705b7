using FsCheck;
using FsCheck.Fluent;
using PluginHost.Runtime.Scheduling;

namespace PluginHost.Runtime.Tests.Scheduling;

/// <summary>The wheel against a naive list that is searched for the earliest entry each time.</summary>
public sealed class TimerWheelModelTests
{
    private const int TimerCount = 12;
    private const long SlotTicks = 10 * TimeSpan.TicksPerMillisecond;

    public enum Action
    {
        Schedule,
        Rearm,
        Cancel,
        Advance,
        Jump,
    }

    /// <summary>One step; a timer with a chained step performs that from within its callback, once.</summary>
    public sealed record Step(Action Action, int Timer, int Milliseconds, Step? Chained);

    [Fact]
    public void AnySequence_FiresLikeASortedList() =>
        Prop.ForAll(Steps().ToArbitrary(), FiresAlike).QuickCheckThrowOnFailure();

    [Fact]
    public void AnyDelayAndFrequency_NeverFiresEarly()
    {
        var delays = Gen.Choose(0, 50_000_000).Two().ToArbitrary();
        Prop.ForAll(delays, pair =>
        {
            var time = new ManualTime();
            using var wheel = new TimerWheel(time, failure => throw failure);
            time.Advance(TimeSpan.FromTicks(pair.Item1));
            var due = time.GetTimestamp() + pair.Item2;
            long? fired = null;
            wheel.Schedule(new WheelTimer(() => fired = time.GetTimestamp()), TimeSpan.FromTicks(pair.Item2));
            time.Advance(TimeSpan.FromSeconds(10));

            // A slot, and the millisecond to which the underlying timer is rounded up.
            return fired >= due && fired <= due + SlotTicks + TimeSpan.TicksPerMillisecond;
        }).QuickCheckThrowOnFailure();
    }

    private static Gen<Step[]> Steps()
    {
        // Delays beyond one revolution (10.24 s), many in the same slot, and none at all.
        var delay = Gen.OneOf(Gen.Choose(0, 40), Gen.Choose(0, 2_000), Gen.Choose(0, 45_000), Gen.Constant(10_240));
        var inCallback =
            from action in Gen.Elements(Action.Schedule, Action.Rearm, Action.Cancel)
            from timer in Gen.Choose(0, TimerCount - 1)
            from milliseconds in delay
            select new Step(action, timer, milliseconds, null);
        var step =
            from action in Gen.Elements(Action.Schedule, Action.Schedule, Action.Rearm, Action.Cancel, Action.Advance, Action.Jump)
            from timer in Gen.Choose(0, TimerCount - 1)
            from milliseconds in delay
            from chained in Gen.OneOf(Gen.Constant<Step?>(null), inCallback.Select(chained => (Step?)chained))
            select new Step(action, timer, milliseconds, chained);
        return step.ListOf().Select(steps => steps.ToArray()).Resize(150);
    }

    private static void FiresAlike(Step[] steps)
    {
        var time = new ManualTime();
        var origin = time.GetTimestamp();
        var model = new NaiveTimers();
        var fired = new List<(int Timer, long Tick)>();
        var chained = new Step?[TimerCount];
        using var wheel = new TimerWheel(time, failure => throw failure);
        var timers = new WheelTimer[TimerCount];
        for (var i = 0; i < TimerCount; i++)
        {
            var index = i;
            timers[i] = new WheelTimer(() =>
            {
                fired.Add((index, (time.GetTimestamp() - origin) / SlotTicks));
                if (chained[index] is { } step)
                {
                    chained[index] = null;
                    Apply(step);
                }
            });
        }

        foreach (var step in steps)
        {
            if (step.Action is Action.Schedule)
            {
                chained[step.Timer] = step.Chained ?? chained[step.Timer];
            }

            Apply(step);
            model.Apply(step);
            Assert.Equal(model.Fired, fired);
        }

        time.Advance(TimeSpan.FromMinutes(2));
        model.Apply(new Step(Action.Advance, 0, 120_000, null));
        Assert.Equal(model.Fired, fired);
        Assert.Equal(0, time.ArmedTimers);

        void Apply(Step step)
        {
            var span = TimeSpan.FromMilliseconds(step.Milliseconds);
            switch (step.Action)
            {
                case Action.Schedule:
                    wheel.Schedule(timers[step.Timer], span);
                    break;
                case Action.Rearm when timers[step.Timer].Due != WheelTimer.NeverDue && span > TimeSpan.Zero:
                    wheel.Rearm(timers[step.Timer], span);
                    break;
                case Action.Cancel:
                    wheel.Cancel(timers[step.Timer]);
                    break;
                case Action.Advance:
                    time.Advance(span);
                    break;
                case Action.Jump:
                    time.Jump(span);
                    break;
            }
        }
    }

    /// <summary>The model: whole milliseconds, a list, no wheel.</summary>
    private sealed class NaiveTimers
    {
        private readonly List<(int Timer, long Tick, long Order)> _pending = [];
        private readonly Step?[] _chained = new Step?[TimerCount];
        private readonly long?[] _lastDue = new long?[TimerCount];
        private long _now;
        private long _order;

        public List<(int Timer, long Tick)> Fired { get; } = [];

        public void Apply(Step step)
        {
            switch (step.Action)
            {
                case Action.Schedule:
                    // A step within a callback chains nothing and leaves what is chained.
                    _chained[step.Timer] = step.Chained ?? _chained[step.Timer];
                    Insert(step.Timer, _now + step.Milliseconds);
                    break;
                case Action.Rearm when _lastDue[step.Timer] is { } due && step.Milliseconds > 0:
                    while (due <= _now)
                    {
                        due += step.Milliseconds;
                    }

                    Insert(step.Timer, due);
                    break;
                case Action.Cancel:
                    _pending.RemoveAll(entry => entry.Timer == step.Timer);
                    break;
                case Action.Advance:
                    FireUntil(_now + step.Milliseconds, late: false);
                    break;
                case Action.Jump:
                    _now += step.Milliseconds;
                    FireUntil(_now, late: true);
                    break;
            }
        }

        private void Insert(int timer, long due)
        {
            _pending.RemoveAll(entry => entry.Timer == timer);
            _lastDue[timer] = due;
            _pending.Add((timer, Math.Max((due + 9) / 10, _now / 10 + 1), _order++));
        }

        private void FireUntil(long end, bool late)
        {
            while (_pending.Count > 0)
            {
                var next = _pending.MinBy(entry => (entry.Tick, entry.Order));
                if (next.Tick * 10 > end)
                {
                    break;
                }

                _pending.Remove(next);
                _now = late ? end : Math.Max(_now, next.Tick * 10);
                Fired.Add((next.Timer, _now / 10));
                if (_chained[next.Timer] is { } step)
                {
                    _chained[next.Timer] = null;
                    Apply(step);
                }
            }

            _now = end;
        }
    }
}
