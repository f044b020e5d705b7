namespace PluginHost.Testing;

/// <summary>A clock that stands still until <see cref="Advance"/> moves it, with the timers made from it.</summary>
/// <remarks>
/// Serves <see cref="PeriodicTimer"/>, <see cref="Task.Delay(TimeSpan, TimeProvider)"/> and
/// <see cref="CancellationTokenSource(TimeSpan, TimeProvider)"/>. Callbacks, and continuations that
/// follow them directly, run on the thread that advances. A timer armed with a due time of zero
/// fires at the next <see cref="Advance"/>, which may be one of <see cref="TimeSpan.Zero"/>.
/// </remarks>
public sealed class FakeTimeProvider : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly Lock _advancing = new();
    private readonly SortedSet<FakeTimer> _armed = new(Comparer<FakeTimer>.Create(
        static (left, right) => (left.Due, left.Order).CompareTo((right.Due, right.Order))));
    private readonly DateTimeOffset _start;
    private DateTimeOffset _now;
    private long _order;

    /// <summary>A clock that starts at <paramref name="start"/>, or at the beginning of 2026 (UTC).</summary>
    public FakeTimeProvider(DateTimeOffset? start = null)
    {
        _start = (start ?? new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)).ToUniversalTime();
        _now = _start;
    }

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers are armed: neither disposed, nor stopped, nor fired for the last time.</summary>
    public int ActiveTimers
    {
        get
        {
            lock (_gate)
            {
                return _armed.Count;
            }
        }
    }

    /// <summary>When the earliest armed timer is due; null where none is armed.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            lock (_gate)
            {
                return _armed.Min?.Due;
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => (GetUtcNow() - _start).Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new FakeTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>
    /// Moves the clock forward and fires what falls due on the way, in order of due time, the clock
    /// reading that time during each callback. What a callback arms is honoured in the same call.
    /// Calls from several threads run one after the other; what a callback throws ends the call.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is negative.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);

        // Held during callbacks: two threads that advance at once would fire timers out of order.
        lock (_advancing)
        {
            DateTimeOffset end = GetUtcNow() + by;
            while (TakeDue(end) is { } timer)
            {
                timer.Fire();
            }
        }
    }

    /// <summary>Waits, in real time, until at least <paramref name="count"/> timers are armed.</summary>
    /// <exception cref="TimeoutException">There were fewer; the message lists them.</exception>
    public Task WaitForTimerAsync(int count = 1, TimeSpan? timeout = null)
        => Eventually.TrueAsync(() => ActiveTimers >= count, $"{count} armed timer(s)", timeout, Describe);

    /// <summary>Waits, in real time, until a timer is armed that is due exactly <paramref name="dueIn"/> from the clock's now.</summary>
    /// <exception cref="TimeoutException">There was none; the message lists those there were.</exception>
    public Task WaitForTimerAsync(TimeSpan dueIn, TimeSpan? timeout = null)
        => Eventually.TrueAsync(() => IsDueIn(dueIn), $"a timer due in {dueIn}", timeout, Describe);

    internal bool Arm(FakeTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            if (timer.IsDisposed)
            {
                return false;
            }

            _armed.Remove(timer);
            timer.Period = period;
            if (dueTime != Timeout.InfiniteTimeSpan)
            {
                Insert_NeedsGate(timer, _now + dueTime);
            }

            return true;
        }
    }

    internal void Disarm(FakeTimer timer)
    {
        lock (_gate)
        {
            timer.IsDisposed = true;
            _armed.Remove(timer);
        }
    }

    private FakeTimer? TakeDue(DateTimeOffset end)
    {
        lock (_gate)
        {
            if (_armed.Min is not { } timer || timer.Due > end)
            {
                // A callback that advanced by itself may have gone further.
                _now = _now > end ? _now : end;
                return null;
            }

            _now = _now > timer.Due ? _now : timer.Due;
            _armed.Remove(timer);
            if (timer.Period > TimeSpan.Zero)
            {
                Insert_NeedsGate(timer, timer.Due + timer.Period);
            }

            timer.BeginFire();
            return timer;
        }
    }

    private void Insert_NeedsGate(FakeTimer timer, DateTimeOffset due)
    {
        timer.Due = due;
        timer.Order = _order++;
        _armed.Add(timer);
    }

    private bool IsDueIn(TimeSpan dueIn)
    {
        lock (_gate)
        {
            return _armed.Any(timer => timer.Due - _now == dueIn);
        }
    }

    private string Describe()
    {
        lock (_gate)
        {
            return _armed.Count == 0
                ? "no timer armed"
                : "timers due in " + string.Join(", ", _armed.Select(timer => timer.Due - _now));
        }
    }
}
