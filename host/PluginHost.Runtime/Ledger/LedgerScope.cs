namespace PluginHost.Runtime.Ledger;

/// <summary>Everything lent to one attempt and the connection it became, or to one search or virtual device.</summary>
internal sealed class LedgerScope(ConnectionLedger ledger, LedgerOwner owner)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, LedgerEntry> _open = [];
    private readonly CancellationTokenSource _ending = new();
    private long _lastHeard = ledger.Time.GetTimestamp();
    private bool _ended;

    public LedgerOwner Owner { get; } = owner;

    /// <summary>Cancelled when the scope ends, after leaks have been counted and before the transports are closed.</summary>
    public CancellationToken Ended => _ending.Token;

    public TimeSpan Silence => ledger.Time.GetElapsedTime(Interlocked.Read(ref _lastHeard));

    /// <summary>Whether the driver holds anything open; the pooled connections of its HTTP clients are the host's.</summary>
    public bool HasOpen
    {
        get
        {
            lock (_lock)
            {
                return _open.Values.Any(entry => entry.Role != EntryRole.Pooled);
            }
        }
    }

    /// <summary>Numbers something that is about to be lent. It is open, and can be closed, only once it is entered.</summary>
    public LedgerEntry Create(EntryRole role, TransportKind kind, string remote, string openedBy) =>
        ledger.Create(this, role, kind, remote, openedBy);

    /// <summary>Enters a transport that is ready to be closed from outside at any time from now on.</summary>
    /// <exception cref="ConnectionEndedException">The scope is over: nothing is entered and nothing more is lent for it.</exception>
    public void Enter(LedgerEntry entry, Func<string, ValueTask> close)
    {
        entry.ClosesBy(close);
        lock (_lock)
        {
            ThrowIfEnded();
            _open[entry.Id] = entry;
            ledger.Opened(entry);
        }
    }

    /// <summary>
    /// Hands something open over to another scope: number, time of opening and counts stay, and from now on it is that
    /// scope's to close. Where that one is over, it is nobody's, and the caller has to close it.
    /// </summary>
    /// <exception cref="ConnectionEndedException">It is not open in this scope, or the other one is over.</exception>
    public void Give(LedgerEntry entry, LedgerScope heir)
    {
        lock (_lock)
        {
            if (!_open.Remove(entry.Id))
            {
                throw new ConnectionEndedException(ConnectionEnd.Stopped, "What is handed over is not open any more.");
            }
        }

        heir.Take(entry);
    }

    /// <exception cref="ConnectionEndedException">The scope is over.</exception>
    public void ThrowIfEnded()
    {
        if (Volatile.Read(ref _ended))
        {
            throw new ConnectionEndedException(ConnectionEnd.Stopped, "This connection is over; nothing more is lent for it.");
        }
    }

    /// <summary>
    /// Ends the scope: what is still open is closed by the host. Where the driver had its chance to close it
    /// (<paramref name="isLeak"/>), it is counted and reported as a leak first.
    /// </summary>
    public async Task EndAsync(bool isLeak, string reason)
    {
        LedgerEntry[] left;
        lock (_lock)
        {
            _ended = true;
            left = [.. _open.Values.OrderBy(entry => entry.Id)];
        }

        foreach (var entry in left.Where(entry => isLeak && entry.MarkLeaked()))
        {
            ledger.Leaked(entry, reason);
        }

        try
        {
            await _ending.CancelAsync().ConfigureAwait(false);
        }
        finally
        {
            // One that fails to close must not keep the others open.
            await Task.WhenAll(left.Select(async entry => await entry.CloseAsync(reason).ConfigureAwait(false))).ConfigureAwait(false);
        }
    }

    /// <summary>Closes what is open, and goes on.</summary>
    public Task ClearAsync(string reason)
    {
        LedgerEntry[] open;
        lock (_lock)
        {
            open = [.. _open.Values];
        }

        return Task.WhenAll(open.Select(async entry => await entry.CloseAsync(reason).ConfigureAwait(false)));
    }

    public void Heard() => Interlocked.Exchange(ref _lastHeard, ledger.Time.GetTimestamp());

    public void Remove(LedgerEntry entry, string reason)
    {
        lock (_lock)
        {
            _open.Remove(entry.Id);
        }

        ledger.Closed(entry, reason);
    }

    private void Take(LedgerEntry entry)
    {
        lock (_lock)
        {
            ThrowIfEnded();
            entry.BelongTo(this);
            _open[entry.Id] = entry;
            if (entry.IsClosed)
            {
                // It was struck out on its way, in the name of the scope that it left.
                _open.Remove(entry.Id);
            }
        }
    }
}
