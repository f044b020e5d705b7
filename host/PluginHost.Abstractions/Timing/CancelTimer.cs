namespace PluginHost;

/// <summary>
/// Cancels a token when its time is up or another token is cancelled, whatever those who registered on it do then: an
/// exception of theirs must not reach the timer's thread, where it would end the process.
/// </summary>
internal sealed class CancelTimer : IDisposable
{
    private const int Running = 0;
    private const int Over = 1;
    private const int Disposed = 2;

    private readonly DeadlineSource _source;
    private readonly CancellationTokenSource _cancel;
    private readonly CancellationTokenRegistration _registration;
    private readonly ITimer _timer;
    private long _due;
    private int _state;

    public CancelTimer(DeadlineSource source, TimeSpan limit, CancellationToken linked)
    {
        _source = source;
        _cancel = source.Rent();
        Token = _cancel.Token;
        _due = Due(limit);
        _timer = CreateTimer(limit);
        if (limit == TimeSpan.Zero)
        {
            Cancel();
        }

        _registration = linked.UnsafeRegister(static state => ((CancelTimer)state!).Cancel(), this);
    }

    public CancellationToken Token { get; }

    public bool IsDisposed => Volatile.Read(ref _state) == Disposed;

    /// <summary>Moves the moment; without effect once it is over. Not to be called by two threads at once.</summary>
    public void Arm(TimeSpan limit)
    {
        if (Volatile.Read(ref _state) == Running)
        {
            Volatile.Write(ref _due, Due(limit));
            _timer.Change(limit, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        var before = Interlocked.Exchange(ref _state, Disposed);
        if (before == Disposed)
        {
            return;
        }

        _timer.Dispose();

        // Unlike Dispose, it does not wait for a callback that runs: it may be running a driver that spins.
        _registration.Unregister();
        if (before == Running)
        {
            _source.Return(_cancel);
        }
    }

    /// <summary>Without the caller's execution context: it would name a plugin, and keep it loaded as long as the timer.</summary>
    private ITimer CreateTimer(TimeSpan limit)
    {
        var suppressed = ExecutionContext.IsFlowSuppressed() ? default(AsyncFlowControl?) : ExecutionContext.SuppressFlow();
        try
        {
            return _source.Time.CreateTimer(
                static state => ((CancelTimer)state!).Fire(),
                this,
                limit == TimeSpan.Zero ? Timeout.InfiniteTimeSpan : limit,
                Timeout.InfiniteTimeSpan);
        }
        finally
        {
            suppressed?.Undo();
        }
    }

    private void Fire()
    {
        var left = _source.Time.GetElapsedTime(_source.Time.GetTimestamp(), Volatile.Read(ref _due));
        if (left > DeadlineSource.EarlyTimer && Volatile.Read(ref _state) == Running)
        {
            // On its way already when the moment was moved.
            _timer.Change(left, Timeout.InfiniteTimeSpan);
        }
        else
        {
            Cancel();
        }
    }

    private void Cancel()
    {
        if (Interlocked.CompareExchange(ref _state, Over, Running) != Running)
        {
            return;
        }

        try
        {
            _cancel.Cancel();
        }
        catch (AggregateException error)
        {
            _source.Report(error);
        }
    }

    private long Due(TimeSpan limit) =>
        _source.Time.GetTimestamp() + (long)(limit.TotalSeconds * _source.Time.TimestampFrequency);
}
