namespace PluginHost.Testing;

/// <summary>A timer of <see cref="FakeTimeProvider"/>; the provider's lock guards <see cref="Due"/>, <see cref="Order"/>, <see cref="Period"/> and <see cref="IsDisposed"/>.</summary>
internal sealed class FakeTimer(FakeTimeProvider provider, TimerCallback callback, object? state) : ITimer
{
    // As the framework's timers do: what flows with the caller (the current device, say) flows into the callback.
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private readonly Lock _gate = new();
    private int _firing;
    private TaskCompletionSource? _idle;

    public DateTimeOffset Due { get; set; }

    public long Order { get; set; }

    public TimeSpan Period { get; set; }

    public bool IsDisposed { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        ThrowIfNegative(dueTime, nameof(dueTime));
        ThrowIfNegative(period, nameof(period));
        return provider.Arm(this, dueTime, period);
    }

    public void Dispose() => provider.Disarm(this);

    /// <summary>Disposes, and completes once no callback is running any more.</summary>
    public ValueTask DisposeAsync()
    {
        Dispose();
        lock (_gate)
        {
            if (_firing == 0)
            {
                return ValueTask.CompletedTask;
            }

            _idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return new ValueTask(_idle.Task);
        }
    }

    public void BeginFire()
    {
        lock (_gate)
        {
            _firing++;
        }
    }

    public void Fire()
    {
        try
        {
            if (_context is null)
            {
                callback(state);
            }
            else
            {
                ExecutionContext.Run(_context, static timer => ((FakeTimer)timer!).Invoke(), this);
            }
        }
        finally
        {
            EndFire();
        }
    }

    private static void ThrowIfNegative(TimeSpan time, string name)
    {
        if (time != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero, name);
        }
    }

    private void Invoke() => callback(state);

    private void EndFire()
    {
        lock (_gate)
        {
            if (--_firing == 0)
            {
                _idle?.SetResult();
            }
        }
    }
}
