namespace PluginHost.Runtime.Scheduling;

/// <summary>
/// The one hashed timing wheel of the process: it carries every periodic activity of every device on a single timer.
/// </summary>
/// <remarks>
/// <para>
/// Time is cut into slots of 10 ms. A timer fires in the first slot that begins at or after the moment asked for, never
/// before it; the timers of one slot fire in the order of their scheduling.
/// </para>
/// <para>
/// Callbacks run one after another on the thread of the underlying timer, outside the lock and without the execution context
/// of whoever scheduled them. Each delays all that follow: a callback only hands its work on, it never waits.
/// </para>
/// <para>The underlying timer waits for the next occupied slot, so a host with nothing to do does not wake up.</para>
/// </remarks>
internal sealed class TimerWheel : IDisposable
{
    private const int SlotCount = 1024;
    private const int SlotMask = SlotCount - 1;
    private const int SlotsPerSecond = 100;

    /// <summary>No delay comes near it, and sums of two of them do not overflow.</summary>
    private const long EndOfTime = long.MaxValue / 4;

    private readonly Lock _lock = new();
    private readonly WheelSlot[] _slots = new WheelSlot[SlotCount];
    private readonly WheelSlot _due = new();
    private readonly TimeProvider _time;
    private readonly Action<Exception> _callbackFailed;
    private readonly long _origin;
    private readonly long _unitsPerSlot;
    private readonly ITimer _timer;

    /// <summary>Every tick up to this one has been dealt with.</summary>
    private long _passed;

    /// <summary>The tick that the underlying timer waits for; <see cref="long.MaxValue"/> when it waits for none.</summary>
    private long _armed = long.MaxValue;
    private bool _firing;
    private bool _disposed;

    /// <summary>Creates an empty wheel.</summary>
    /// <param name="time">The clock, and the source of the one timer.</param>
    /// <param name="callbackFailed">Told of every exception that a callback throws; must not throw itself.</param>
    public TimerWheel(TimeProvider time, Action<Exception> callbackFailed)
    {
        _time = time;
        _callbackFailed = callbackFailed;
        _origin = time.GetTimestamp();
        _unitsPerSlot = time.TimestampFrequency / SlotsPerSecond;
        for (var i = 0; i < SlotCount; i++)
        {
            _slots[i] = new WheelSlot();
        }

        _timer = time.CreateTimer(
            static wheel => ((TimerWheel)wheel!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Makes a timer due after a delay, counted from now; a pending one is moved.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The delay is negative.</exception>
    public void Schedule(WheelTimer timer, TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.Zero);
        var units = ToUnits(delay);
        lock (_lock)
        {
            var now = Now();
            Insert_NeedsLock(timer, now + units, now);
        }
    }

    /// <summary>
    /// Makes a timer due one interval after the moment it was last due, however late it fired, so that a period does not
    /// drift. Beats that have passed meanwhile are left out and the phase is kept; a moment still to come is kept as it is.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The interval is not positive.</exception>
    /// <exception cref="InvalidOperationException">The timer was never scheduled, so it has no last moment.</exception>
    public void Rearm(WheelTimer timer, TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        var units = ToUnits(interval);
        lock (_lock)
        {
            if (timer.Due == WheelTimer.NeverDue)
            {
                throw new InvalidOperationException("A timer is scheduled once before it is armed again.");
            }

            var now = Now();
            var due = timer.Due;
            if (due <= now)
            {
                due += ((now - due) / units + 1) * units;
            }

            Insert_NeedsLock(timer, due, now);
        }
    }

    /// <summary>Takes a timer out of the wheel.</summary>
    /// <returns>
    /// True when it was pending and will not fire; false when it was not, which includes that its callback has begun.
    /// </returns>
    public bool Cancel(WheelTimer timer)
    {
        lock (_lock)
        {
            // The underlying timer stays as it is: one wake-up that finds nothing is cheaper than arming it per cancellation.
            var pending = timer.Slot is not null;
            timer.Slot?.Remove(timer);
            return pending;
        }
    }

    /// <summary>Stops the wheel: no callback begins after this, and one that runs is not waited for.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
        }

        _timer.Dispose();
    }

    private void Insert_NeedsLock(WheelTimer timer, long due, long now)
    {
        timer.Slot?.Remove(timer);
        timer.Due = Math.Min(due, EndOfTime);

        // The running slot is closed: a callback that schedules itself without delay must not keep the wheel in it.
        timer.Tick = Math.Max(CeilingDivide(timer.Due, _unitsPerSlot), now / _unitsPerSlot + 1);
        _slots[timer.Tick & SlotMask].Append(timer);
        if (!_firing && timer.Tick < _armed)
        {
            Arm_NeedsLock(timer.Tick, now);
        }
    }

    private void Fire()
    {
        lock (_lock)
        {
            if (_firing)
            {
                return;
            }

            _firing = true;
            _armed = long.MaxValue;
        }

        while (TakeDue() is { } timer)
        {
            try
            {
                timer.Invoke();
            }
            catch (Exception failure)
            {
                _callbackFailed(failure);
            }
        }
    }

    /// <summary>The next timer to fire; null ends the pass, with the underlying timer armed for the next one.</summary>
    private WheelTimer? TakeDue()
    {
        lock (_lock)
        {
            while (!_disposed)
            {
                if (_due.TakeFirst() is { } timer)
                {
                    return timer;
                }

                var next = NextTick_NeedsLock();
                var now = Now();
                if (next > now / _unitsPerSlot)
                {
                    _passed = now / _unitsPerSlot;
                    _firing = false;
                    if (next != long.MaxValue)
                    {
                        Arm_NeedsLock(next, now);
                    }

                    return null;
                }

                _passed = next;
                _slots[next & SlotMask].MoveDue(next, _due);
            }

            return null;
        }
    }

    /// <summary>The next tick that may have a timer: the first of this revolution or else the earliest of all later ones.</summary>
    private long NextTick_NeedsLock()
    {
        var earliest = long.MaxValue;
        for (var tick = _passed + 1; tick <= _passed + SlotCount; tick++)
        {
            var candidate = _slots[tick & SlotMask].Earliest;
            if (candidate == tick)
            {
                return tick;
            }

            earliest = Math.Min(earliest, candidate);
        }

        return earliest;
    }

    private void Arm_NeedsLock(long tick, long now)
    {
        _armed = tick;
        var wait = Math.Max(tick * _unitsPerSlot - now, 0);

        // Timers count whole milliseconds and cut the rest off: a fraction would wake the wheel just before the slot.
        // Capped at what they accept; a wheel woken too early arms again.
        var milliseconds = Int128.Min(CeilingDivide((Int128)wait * 1000, _time.TimestampFrequency), int.MaxValue);
        _timer.Change(TimeSpan.FromMilliseconds((long)milliseconds), Timeout.InfiniteTimeSpan);
    }

    private long Now() => _time.GetTimestamp() - _origin;

    private long ToUnits(TimeSpan span) =>
        (long)Int128.Min(CeilingDivide((Int128)span.Ticks * _time.TimestampFrequency, TimeSpan.TicksPerSecond), EndOfTime);

    private static long CeilingDivide(long dividend, long divisor) => (dividend + divisor - 1) / divisor;

    private static Int128 CeilingDivide(Int128 dividend, long divisor) => (dividend + divisor - 1) / divisor;
}
