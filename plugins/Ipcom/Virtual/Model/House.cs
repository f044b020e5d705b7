using System.Buffers.Binary;
using PluginHost.Ipcom.Protocol;

namespace PluginHost.Ipcom.Virtual.Model;

/// <summary>
/// The outputs of all modules, and the writes on their way to them. Thread-safe. Without a timer: a write is carried out by
/// whoever looks next, as of the moment at which it was due.
/// </summary>
internal sealed class House
{
    private readonly Lock _lock = new();
    private readonly byte[] _values = new byte[Snapshot.Values];
    private readonly byte[] _beforeLastWrite = new byte[Snapshot.Values];
    private readonly Queue<PendingWrite> _pending = [];
    private readonly PairWatch _watch = new();
    private DateTimeOffset _lastDue;
    private bool _hasInterlock;

    /// <summary>Whether relays refuse to be on in pairs.</summary>
    public bool HasInterlock
    {
        set
        {
            lock (_lock)
            {
                _hasInterlock = value;
            }
        }
    }

    public void WatchPair(WatchedPair pair)
    {
        lock (_lock)
        {
            _watch.Add(pair);
        }
    }

    public IReadOnlyList<IpcomAlarm> Alarms(DateTimeOffset now)
    {
        lock (_lock)
        {
            Settle_NeedsLock(now);
            return _watch.Alarms;
        }
    }

    public byte Read(OutputAddress output, DateTimeOffset now)
    {
        lock (_lock)
        {
            Settle_NeedsLock(now);
            return _values[output.Index];
        }
    }

    /// <summary>Copies all values, or with <paramref name="isStale"/> those from before the last write.</summary>
    public void CopyTo(Span<byte> values, bool isStale, DateTimeOffset now)
    {
        lock (_lock)
        {
            Settle_NeedsLock(now);
            (isStale ? _beforeLastWrite : _values).CopyTo(values);
        }
    }

    /// <summary>Sets one output at once, as a switch on the wall does.</summary>
    public void Set(OutputAddress output, byte value, DateTimeOffset now)
    {
        lock (_lock)
        {
            Settle_NeedsLock(now);
            Span<byte> next = stackalloc byte[Snapshot.Values];
            _values.CopyTo(next);
            next[output.Index] = value;
            Change_NeedsLock(next, now);
        }
    }

    /// <summary>Takes a write, due after the one before it at the earliest.</summary>
    /// <param name="module">From 1 to 16.</param>
    /// <param name="values">The eight values.</param>
    /// <param name="stuck">The output that does not follow; <see langword="null"/> for none.</param>
    /// <param name="delay">How long it is on its way; <see langword="null"/> where it is lost there.</param>
    /// <param name="now">The time.</param>
    public void Write(int module, ReadOnlySpan<byte> values, OutputAddress? stuck, TimeSpan? delay, DateTimeOffset now)
    {
        lock (_lock)
        {
            Settle_NeedsLock(now);
            _watch.LookAhead(module, _values, values, now);
            _values.CopyTo(_beforeLastWrite, 0);
            if (delay is { } time)
            {
                _lastDue = now + time > _lastDue ? now + time : _lastDue;
                _pending.Enqueue(new PendingWrite(_lastDue, module, BinaryPrimitives.ReadUInt64LittleEndian(values), stuck?.Index ?? -1));
                Settle_NeedsLock(now);
            }
        }
    }

    private void Settle_NeedsLock(DateTimeOffset now)
    {
        Span<byte> next = stackalloc byte[Snapshot.Values];
        while (_pending.TryPeek(out var write) && write.Due <= now)
        {
            _pending.Dequeue();
            _values.CopyTo(next);
            BinaryPrimitives.WriteUInt64LittleEndian(next[new OutputAddress(write.Module, 1).Index..], write.Values);
            if (write.Stuck >= 0)
            {
                next[write.Stuck] = _values[write.Stuck];
            }

            Change_NeedsLock(next, write.Due);
        }
    }

    private void Change_NeedsLock(Span<byte> next, DateTimeOffset at)
    {
        if (_hasInterlock)
        {
            _watch.Interlock(_values, next);
        }

        next.CopyTo(_values);
        _watch.Look(_values, at);
    }
}
