namespace PluginHost.Runtime.Devices.Calls;

/// <summary>A call on its way: what it is named, how long it may take, and what asks it to stop.</summary>
/// <param name="name">The contract's name for it, for people.</param>
/// <param name="limit">The time it has; <see langword="null"/> for no limit.</param>
/// <param name="grace">How long it may outlive its deadline or the stop.</param>
/// <param name="stop">The host's wish that it ends; never handed to the driver.</param>
/// <param name="time">The clock.</param>
/// <param name="late">Takes the value of a call that returned after it was given up.</param>
internal sealed class RunningCall<T>(
    string name, TimeSpan? limit, TimeSpan grace, CancellationToken stop, TimeProvider time, Action<T>? late) : IDisposable
{
    private readonly long _began = time.GetTimestamp();
    private readonly CancellationTokenSource _patience = new(limit + grace ?? Timeout.InfiniteTimeSpan, time);
    private readonly CancellationTokenSource _asked = new();
    private CancellationTokenRegistration _registration;

    public string Name => name;

    public TimeSpan? Limit => limit;

    public bool IsStopped => stop.IsCancellationRequested;

    public CallThreads Threads { get; } = new(time);

    /// <summary>What the driver sees of the stop.</summary>
    public CancellationToken Asked => _asked.Token;

    /// <summary>Cancelled when the call is given up.</summary>
    public CancellationToken GivenUp => _patience.Token;

    public void ListenForStop() => _registration = stop.UnsafeRegister(static call => ((RunningCall<T>)call!).Ask(), this);

    public void TakeLate(T value) => late?.Invoke(value);

    public void Dispose()
    {
        _registration.Dispose();
        _patience.Dispose();
    }

    private void Ask()
    {
        var left = limit is { } allowed ? allowed + grace - time.GetElapsedTime(_began) : grace;
        _patience.CancelAfter(left < grace ? TimeSpan.FromTicks(Math.Max(left.Ticks, 0)) : grace);

        // What the driver registered runs somewhere else: it may block or throw, and others wait for the same stop.
        _ = CancelAsync();
    }

    private async Task CancelAsync() =>
        await _asked.CancelAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
