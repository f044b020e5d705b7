namespace PluginHost.Runtime.Tests.Configuration;

/// <summary>A clock on which waits of one length are over when the test says so, and no others.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<ManualTimer> _waiting = [];
    private readonly List<TimeSpan> _started = [];

    public int Waiting
    {
        get
        {
            lock (_lock)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>How many waits of this length were ever begun.</summary>
    public int Started(TimeSpan length)
    {
        lock (_lock)
        {
            return _started.Count(started => started == length);
        }
    }

    /// <summary>Ends the waits of this length.</summary>
    public void Fire(TimeSpan length)
    {
        List<ManualTimer> due;
        lock (_lock)
        {
            due = [.. _waiting.Where(timer => timer.Length == length)];
            _waiting.RemoveAll(timer => timer.Length == length && !timer.IsPeriodic);
        }

        due.ForEach(timer => timer.Fire());
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class ManualTimer(ManualTime time, Action fire) : ITimer
    {
        public TimeSpan Length { get; private set; }

        public bool IsPeriodic { get; private set; }

        public Action Fire { get; } = fire;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._lock)
            {
                time._waiting.Remove(this);
                if (dueTime >= TimeSpan.Zero)
                {
                    (Length, IsPeriodic) = (dueTime, period > TimeSpan.Zero);
                    time._started.Add(dueTime);
                    time._waiting.Add(this);
                }
            }

            return true;
        }

        public void Dispose()
        {
            lock (time._lock)
            {
                time._waiting.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
