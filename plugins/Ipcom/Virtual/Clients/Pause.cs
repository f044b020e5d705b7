using System.Threading.Tasks.Sources;

namespace PluginHost.Ipcom.Virtual.Clients;

/// <summary>Waits again and again with one timer, for one at a time: an answer's latency costs no memory.</summary>
internal sealed class Pause : IValueTaskSource, IDisposable
{
    private readonly ITimer _timer;
    private ManualResetValueTaskSourceCore<bool> _core = new() { RunContinuationsAsynchronously = true };
    private int _isWaiting;
    private int _isOver;

    public Pause(TimeProvider time) =>
        _timer = time.CreateTimer(static pause => ((Pause)pause!).Complete(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>Waits, or returns at once where waiting is over.</summary>
    public ValueTask WaitAsync(TimeSpan length)
    {
        if (length <= TimeSpan.Zero)
        {
            return ValueTask.CompletedTask;
        }

        _core.Reset();
        Interlocked.Exchange(ref _isWaiting, 1);
        _timer.Change(length, Timeout.InfiniteTimeSpan);
        if (Volatile.Read(ref _isOver) != 0)
        {
            Complete();
        }

        return new ValueTask(this, _core.Version);
    }

    /// <summary>Ends the present wait and all later ones. Thread-safe.</summary>
    public void End()
    {
        Volatile.Write(ref _isOver, 1);
        Complete();
    }

    public void Dispose() => _timer.Dispose();

    public void GetResult(short token) => _core.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    private void Complete()
    {
        if (Interlocked.Exchange(ref _isWaiting, 0) == 1)
        {
            _core.SetResult(true);
        }
    }
}
