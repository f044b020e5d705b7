namespace PluginHost.Incident.Experiment;

/// <summary>The system's clock, faster: what waits by it waits that much less.</summary>
internal sealed class HurriedTime(double speed) : TimeProvider
{
    private static readonly TimeSpan ShortestPeriod = TimeSpan.FromMilliseconds(1);

    private readonly DateTimeOffset _started = System.GetUtcNow();
    private readonly Lock _gate = new();
    private long _zero = System.GetTimestamp();
    private long _before;
    private double _speed = speed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (_gate)
        {
            return _before + (System.GetElapsedTime(_zero) * _speed).Ticks;
        }
    }

    /// <summary>Goes at another speed from now on. What waits already comes by the old one.</summary>
    public void GoAt(double speed)
    {
        lock (_gate)
        {
            _before += (System.GetElapsedTime(_zero) * _speed).Ticks;
            (_zero, _speed) = (System.GetTimestamp(), speed);
        }
    }

    public override DateTimeOffset GetUtcNow() => _started + TimeSpan.FromTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Hurried(this, callback, state, dueTime, period);

    /// <summary>How long a time of this clock takes by the system's.</summary>
    public TimeSpan Real(TimeSpan time)
    {
        lock (_gate)
        {
            return time == Timeout.InfiniteTimeSpan ? time : time / _speed;
        }
    }

    private TimeSpan RealPeriod(TimeSpan period) =>
        period <= TimeSpan.Zero || Real(period) >= ShortestPeriod ? Real(period) : ShortestPeriod;

    private sealed class Hurried(HurriedTime time, TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) : ITimer
    {
        private readonly ITimer _timer = System.CreateTimer(callback, state, time.Real(dueTime), time.RealPeriod(period));

        public bool Change(TimeSpan dueTime, TimeSpan period) => _timer.Change(time.Real(dueTime), time.RealPeriod(period));

        public void Dispose() => _timer.Dispose();

        public ValueTask DisposeAsync() => _timer.DisposeAsync();
    }
}
