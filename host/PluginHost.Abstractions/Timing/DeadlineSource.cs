using System.Collections.Concurrent;

namespace PluginHost;

/// <summary>Makes <see cref="Deadline"/>s from one clock and reuses their token sources.</summary>
/// <remarks>
/// The host owns one and starts the deadlines of every call that has one. A driver makes its own only where it waits
/// outside such a call, as in <see cref="IDeviceConnection.ListenAsync"/>, and in tests. Thread-safe.
/// </remarks>
/// <param name="time">The clock that all deadlines of this source run by.</param>
/// <param name="callbackFailed">
/// Told what a callback threw that somebody registered on a deadline's token; must not throw. <see langword="null"/> drops it.
/// </param>
/// <example>
/// <code>
/// var deadlines = new DeadlineSource(TimeProvider.System);
/// using var deadline = deadlines.Start(TimeSpan.FromSeconds(10));
/// await connection.ExecuteAsync(batch, deadline);
/// </code>
/// </example>
public sealed class DeadlineSource(TimeProvider time, Action<Exception>? callbackFailed = null)
{
    private const int PoolSize = 256;

    /// <summary>The most a timer of the runtime can wait.</summary>
    internal static readonly TimeSpan LongestLimit = TimeSpan.FromMilliseconds(uint.MaxValue - 1L);

    /// <summary>Timers run by a coarser clock than timestamps and may be early by some milliseconds.</summary>
    internal static readonly TimeSpan EarlyTimer = TimeSpan.FromMilliseconds(30);

    private readonly ConcurrentQueue<CancellationTokenSource> _pool = [];
    private int _pooled;

    /// <summary>The clock of this source.</summary>
    public TimeProvider Time { get; } = time;

    /// <summary>Starts a deadline. Dispose it when the call that it bounds has ended.</summary>
    /// <param name="limit">The time allowed from now; at least zero, at most 49 days. Zero has passed at once.</param>
    /// <param name="stop">Cancels the deadline early.</param>
    /// <returns>A running deadline.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is negative or longer than 49 days.</exception>
    public Deadline Start(TimeSpan limit, CancellationToken stop = default) => Start(limit, stop, parent: null);

    internal Deadline Start(TimeSpan limit, CancellationToken stop, Deadline? parent)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, LongestLimit);
        return new Deadline(this, limit, stop, parent);
    }

    internal CancellationTokenSource Rent()
    {
        if (!_pool.TryDequeue(out var source))
        {
            return new CancellationTokenSource();
        }

        Interlocked.Decrement(ref _pooled);
        return source;
    }

    /// <summary>Takes back a source that was not cancelled and that nobody can cancel any more.</summary>
    internal void Return(CancellationTokenSource source)
    {
        if (Volatile.Read(ref _pooled) < PoolSize && source.TryReset())
        {
            Interlocked.Increment(ref _pooled);
            _pool.Enqueue(source);
        }
        else
        {
            source.Dispose();
        }
    }

    internal void Report(Exception error) => callbackFailed?.Invoke(error);
}
