namespace PluginHost.Runtime.Ledger;

/// <summary>Something lent: created with its transport, open from <see cref="LedgerScope.Enter"/> on.</summary>
internal sealed class LedgerEntry(
    LedgerScope scope, long id, EntryRole role, TransportKind kind, string remote, DateTimeOffset openedAt, string openedBy)
{
    private volatile LedgerScope _scope = scope;
    private Func<string, ValueTask>? _close;
    private long _bytesIn;
    private long _bytesOut;
    private int _leaked;
    private int _closed;

    public long Id => id;

    public EntryRole Role => role;

    public string Remote => remote;

    public string OpenedBy => openedBy;

    public bool IsClosed => Volatile.Read(ref _closed) != 0;

    public void Received(long bytes)
    {
        Interlocked.Add(ref _bytesIn, bytes);
        _scope.Heard();
    }

    public void Sent(long bytes) => Interlocked.Add(ref _bytesOut, bytes);

    /// <summary>Says how the transport is closed from outside; before the entry is entered.</summary>
    public void ClosesBy(Func<string, ValueTask> close) => _close = close;

    /// <summary>Says whose it is from now on; called by the scope that takes it.</summary>
    public void BelongTo(LedgerScope heir) => _scope = heir;

    /// <summary>Strikes the entry out; called by its transport, whoever asked it to close. The first reason stands.</summary>
    public void Closed(string reason)
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            _scope.Remove(this, reason);
        }
    }

    /// <summary>Makes the transport close, from outside the driver.</summary>
    public ValueTask CloseAsync(string reason) => _close!(reason);

    public bool MarkLeaked() => role != EntryRole.Pooled && !IsClosed && Interlocked.Exchange(ref _leaked, 1) == 0;

    public LedgerLine ToLine() => new(
        id, _scope.Owner, kind, remote, openedAt, Interlocked.Read(ref _bytesIn), Interlocked.Read(ref _bytesOut), Volatile.Read(ref _leaked) != 0);
}
