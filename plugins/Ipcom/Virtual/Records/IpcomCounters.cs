namespace PluginHost.Ipcom.Virtual;

/// <summary>What a virtual controller has seen of its clients. Thread-safe.</summary>
public sealed class IpcomCounters
{
    private readonly long[] _messages = new long[Enum.GetValues<IpcomMessageKind>().Length];
    private long _accepted;
    private long _turnedAway;
    private long _open;
    private long _loggedIn;
    private long _closedByEnd;
    private long _closedByReset;
    private long _writes;
    private long _snapshots;
    private long _discarded;
    private long _idle;
    private long _stalled;
    private long _received;
    private long _sent;

    /// <summary>Connections accepted so far, those turned away included.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>Connections that were one too many, or that a fault ended at once.</summary>
    public long TurnedAway => Interlocked.Read(ref _turnedAway);

    /// <summary>Connections open now; one counts until the client has closed it too, or for a second after its end.</summary>
    public long Open => Interlocked.Read(ref _open);

    /// <summary>Logins that were accepted.</summary>
    public long LoggedIn => Interlocked.Read(ref _loggedIn);

    /// <summary>Logins, right or wrong.</summary>
    public long Logins => Messages(IpcomMessageKind.Login);

    /// <summary>Requests for all outputs.</summary>
    public long Polls => Messages(IpcomMessageKind.Poll);

    /// <summary>Keep-alives.</summary>
    public long KeepAlives => Messages(IpcomMessageKind.KeepAlive);

    /// <summary>Goodbyes of clients.</summary>
    public long Goodbyes => Messages(IpcomMessageKind.Goodbye);

    /// <summary>Writes that were whole and right; what came as a frame and was not is the difference to <see cref="IpcomMessageKind.Frame"/>.</summary>
    public long Writes => Interlocked.Read(ref _writes);

    /// <summary>Snapshots sent.</summary>
    public long Snapshots => Interlocked.Read(ref _snapshots);

    /// <summary>Bytes discarded: no message, or the begin of one whose rest did not come.</summary>
    public long DiscardedBytes => Interlocked.Read(ref _discarded);

    /// <summary>Connections that the client ended orderly.</summary>
    public long ClosedByEnd => Interlocked.Read(ref _closedByEnd);

    /// <summary>Connections that the client reset.</summary>
    public long ClosedByReset => Interlocked.Read(ref _closedByReset);

    /// <summary>Connections closed because nothing came.</summary>
    public long ClosedAsIdle => Interlocked.Read(ref _idle);

    /// <summary>Connections reset because the client took nothing.</summary>
    public long ClosedAsStalled => Interlocked.Read(ref _stalled);

    /// <summary>Bytes received from all clients.</summary>
    public long BytesReceived => Interlocked.Read(ref _received);

    /// <summary>Bytes sent to all clients.</summary>
    public long BytesSent => Interlocked.Read(ref _sent);

    /// <summary>Messages of one kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>How many came so far.</returns>
    public long Messages(IpcomMessageKind kind) => Interlocked.Read(ref _messages[(int)kind]);

    internal int Accept()
    {
        Interlocked.Increment(ref _open);
        return (int)Interlocked.Increment(ref _accepted);
    }

    internal void End() => Interlocked.Decrement(ref _open);

    internal void TurnAway() => Interlocked.Increment(ref _turnedAway);

    internal void ClientEnded() => Interlocked.Increment(ref _closedByEnd);

    internal void ClientReset() => Interlocked.Increment(ref _closedByReset);

    internal void Idle() => Interlocked.Increment(ref _idle);

    internal void Stalled() => Interlocked.Increment(ref _stalled);

    internal void Message(IpcomMessageKind kind) => Interlocked.Increment(ref _messages[(int)kind]);

    internal void LogIn() => Interlocked.Increment(ref _loggedIn);

    internal void Write() => Interlocked.Increment(ref _writes);

    internal void Snapshot() => Interlocked.Increment(ref _snapshots);

    internal void Discard(long bytes) => Interlocked.Add(ref _discarded, bytes);

    internal void Receive(long bytes) => Interlocked.Add(ref _received, bytes);

    internal void Send(long bytes) => Interlocked.Add(ref _sent, bytes);
}
