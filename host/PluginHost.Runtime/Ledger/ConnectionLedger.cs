using System.Collections.Concurrent;

namespace PluginHost.Runtime.Ledger;

/// <summary>The truth about sockets: everything lent, to whom, since when, and what was never given back.</summary>
public sealed class ConnectionLedger
{
    /// <summary>A driver's own loop may go on connecting after its device was stopped; the list must not grow with it.</summary>
    private const int MostListedRoundTheHost = 1_000;

    private const int MostClosedKept = 50;

    private readonly ILedgerObserver _observer;
    private readonly ConcurrentDictionary<long, LedgerEntry> _open = new();
    private readonly ConcurrentDictionary<long, (LedgerLine Line, string OpenedBy)> _roundTheHost = new();
    private readonly ConcurrentDictionary<string, Tally> _devices = new();
    private readonly Tally _all = new();
    private long _lastId;
    private long _unlisted;

    internal ConnectionLedger(TimeProvider time, ILedgerObserver observer) => (Time, _observer) = (time, observer);

    internal TimeProvider Time { get; }

    /// <summary>The counts over everything.</summary>
    public LedgerCounts Counts => _all.Read();

    /// <summary>How many sockets that were opened round the host are counted but not listed any more.</summary>
    public long Unlisted => Interlocked.Read(ref _unlisted);

    /// <summary>The counts of one device, over all its connections and generations.</summary>
    /// <param name="device">The device's id.</param>
    /// <returns>The counts.</returns>
    public LedgerCounts CountsOf(string device) => _devices.TryGetValue(device, out var tally) ? tally.Read() : LedgerCounts.None;

    /// <summary>The transports of one device that were closed last, over all its connections and generations.</summary>
    /// <param name="device">The device's id.</param>
    /// <returns>The last 50, oldest first.</returns>
    public IReadOnlyList<ClosedLine> HistoryOf(string device) => _devices.TryGetValue(device, out var tally) ? tally.History : [];

    /// <summary>What is open, and what was opened round the host, oldest first; of the latter the first 1,000.</summary>
    /// <returns>The lines.</returns>
    public IReadOnlyList<LedgerLine> Lines() =>
        [.. _open.Values.Select(entry => entry.ToLine()).Concat(_roundTheHost.Values.Select(round => round.Line)).OrderBy(line => line.Id)];

    /// <summary>What one generation has open, and what it opened round the host, with who opened it; oldest first.</summary>
    internal IReadOnlyList<(LedgerLine Line, string OpenedBy, bool IsRoundTheHost)> OpenOf(string plugin, int generation) =>
    [
        .. _open.Values.Select(entry => (Line: entry.ToLine(), entry.OpenedBy, IsRoundTheHost: false))
            .Concat(_roundTheHost.Values.Select(round => (round.Line, round.OpenedBy, IsRoundTheHost: true)))
            .Where(one => one.Line.Owner.Plugin == plugin && one.Line.Owner.Generation == generation)
            .OrderBy(one => one.Line.Id),
    ];

    /// <summary>Forgets the counts of a device that is no more.</summary>
    internal void Forget(string device) => _devices.TryRemove(device, out _);

    internal LedgerEntry Create(LedgerScope scope, EntryRole role, TransportKind kind, string remote, string openedBy) =>
        new(scope, Interlocked.Increment(ref _lastId), role, kind, remote, Time.GetUtcNow(), openedBy);

    internal void Opened(LedgerEntry entry)
    {
        if (entry.Role == EntryRole.Response)
        {
            return;
        }

        _open[entry.Id] = entry;
        var line = entry.ToLine();
        Count(line.Owner, tally => tally.Open());
        _observer.Opened(line);
    }

    internal void Closed(LedgerEntry entry, string reason)
    {
        if (_open.TryRemove(entry.Id, out _))
        {
            var line = entry.ToLine();
            var closed = new ClosedLine(line, Time.GetUtcNow() - line.OpenedAt, reason);
            Count(line.Owner, tally => tally.Close(closed));
            _observer.Closed(line, closed.Age, reason);
        }
    }

    internal void Leaked(LedgerEntry entry, string how)
    {
        var line = entry.ToLine();
        Count(line.Owner, tally => tally.Leak());
        _observer.Leaked(line, how, entry.OpenedBy);
    }

    /// <summary>Enters a socket that was opened round the host. It cannot be closed from here, so it stays listed.</summary>
    internal void OpenedRoundTheHost(LedgerOwner owner, string remote, string openedBy)
    {
        var line = new LedgerLine(
            Interlocked.Increment(ref _lastId), owner, TransportKind.Tcp, remote, Time.GetUtcNow(), 0, 0, Leaked: true);
        if (_roundTheHost.Count < MostListedRoundTheHost)
        {
            _roundTheHost[line.Id] = (line, openedBy);
        }
        else
        {
            Interlocked.Increment(ref _unlisted);
        }

        Count(owner, tally => tally.Leak());
        _observer.Leaked(line, "opened round the host, which cannot close it", openedBy);
    }

    private void Count(LedgerOwner owner, Action<Tally> change)
    {
        change(_all);
        if (owner.Device is { } device)
        {
            change(_devices.GetOrAdd(device, _ => new Tally()));
        }
    }

    private sealed class Tally
    {
        private readonly Queue<ClosedLine> _history = new();
        private long _opened;
        private long _closed;
        private long _leaked;

        public void Open() => Interlocked.Increment(ref _opened);

        public IReadOnlyList<ClosedLine> History
        {
            get
            {
                lock (_history)
                {
                    return [.. _history];
                }
            }
        }

        public void Close(ClosedLine line)
        {
            Interlocked.Increment(ref _closed);
            lock (_history)
            {
                _history.Enqueue(line);
                if (_history.Count > MostClosedKept)
                {
                    _history.Dequeue();
                }
            }
        }

        public void Leak() => Interlocked.Increment(ref _leaked);

        public LedgerCounts Read()
        {
            var closed = Interlocked.Read(ref _closed);
            var opened = Interlocked.Read(ref _opened);
            return new LedgerCounts(opened - closed, opened, closed, Interlocked.Read(ref _leaked));
        }
    }
}
