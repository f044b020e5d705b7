namespace PluginHost;

/// <summary>
/// The moment by which a call must have ended: a token for whatever waits and the time that is left. One per exchange
/// with the device, never one per chunk that is read.
/// </summary>
/// <remarks>
/// The host starts it, passes it to the call and disposes it. When it passes, the token is cancelled and the host treats
/// the <see cref="OperationCanceledException"/> that comes out as a lost connection; a call that has not returned one
/// second later is given up and its device marked as failed. Thread-safe, but over with the call: the token is reused
/// afterwards, so that neither it nor the deadline may be kept.
/// </remarks>
/// <example>
/// <code>
/// public async Task ExecuteAsync(CommandBatch commands, Deadline deadline)
/// {
///     await _stream.Output.WriteAsync(Encode(commands), deadline.Token);
///     using var answer = Budget.Start(deadline);
///     ...
/// }
/// </code>
/// </example>
public sealed class Deadline : IDisposable
{
    private readonly DeadlineSource _source;
    private readonly Deadline? _parent;
    private readonly CancelTimer _cancel;
    private readonly CancellationToken _stop;
    private readonly long _started;

    internal Deadline(DeadlineSource source, TimeSpan limit, CancellationToken stop, Deadline? parent)
    {
        _source = source;
        _stop = stop;
        _parent = parent;
        _started = source.Time.GetTimestamp();
        Limit = limit;
        _cancel = new CancelTimer(source, limit, stop);
    }

    /// <summary>Cancelled when the time is up or the host wants the call to stop.</summary>
    /// <exception cref="ObjectDisposedException">The deadline is disposed.</exception>
    public CancellationToken Token
    {
        get
        {
            ObjectDisposedException.ThrowIf(IsDisposed, this);
            return _cancel.Token;
        }
    }

    /// <summary>The time that was allowed at the start.</summary>
    public TimeSpan Limit { get; }

    /// <summary>The time that is left; zero once it is up.</summary>
    public TimeSpan Remaining
    {
        get
        {
            // Timers run by a coarser clock and may be a few milliseconds early; what they did holds.
            var left = !IsDisposed && _cancel.Token.IsCancellationRequested && !IsStopped
                ? TimeSpan.Zero
                : Limit - _source.Time.GetElapsedTime(_started);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>Whether the time is up. False when the deadline was only stopped early.</summary>
    public bool HasPassed => Remaining == TimeSpan.Zero;

    /// <summary>Whether the host asked the call to stop, whatever time is left.</summary>
    public bool IsStopped => _parent?.IsStopped ?? _stop.IsCancellationRequested;

    internal DeadlineSource Source => _source;

    private bool IsDisposed => _cancel.IsDisposed;

    /// <summary>
    /// A stricter deadline for a part of the call: it ends after <paramref name="limit"/> or with this one, whichever
    /// comes first. Dispose it when the part is done, before this one.
    /// </summary>
    /// <param name="limit">The time allowed from now; at least zero.</param>
    /// <returns>A running deadline; one that has passed already when this one has.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is negative.</exception>
    /// <exception cref="ObjectDisposedException">The deadline is disposed.</exception>
    /// <example><code>using var greeting = deadline.Shorten(TimeSpan.FromSeconds(2));</code></example>
    public Deadline Shorten(TimeSpan limit)
    {
        var left = Remaining;
        return _source.Start(limit < left ? limit : left, Token, this);
    }

    /// <summary>Ends the deadline. Its token is not cancelled by this.</summary>
    public void Dispose() => _cancel.Dispose();
}
