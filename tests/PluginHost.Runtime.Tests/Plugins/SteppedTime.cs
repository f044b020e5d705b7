namespace PluginHost.Runtime.Tests.Plugins;

/// <summary>A clock whose one-shot timers fire when the test says so.</summary>
internal sealed class SteppedTime : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<SteppedTimer> _waiting = [];

    /// <summary>Waits until a timer of this length is set and lets its time pass.</summary>
    public async Task PassAsync(TimeSpan length)
    {
        SteppedTimer? timer;
        while (!TryTake(length, out timer))
        {
            await Task.Yield();
        }

        timer!.Fire();
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SteppedTimer(callback, state, dueTime);
        lock (_lock)
        {
            _waiting.Add(timer);
        }

        return timer;
    }

    private bool TryTake(TimeSpan length, out SteppedTimer? timer)
    {
        lock (_lock)
        {
            timer = _waiting.Find(waiting => waiting.Length == length);
            return timer is not null && _waiting.Remove(timer);
        }
    }

    private sealed class SteppedTimer(TimerCallback callback, object? state, TimeSpan length) : ITimer
    {
        public TimeSpan Length { get; private set; } = length;

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Length = dueTime;
            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
