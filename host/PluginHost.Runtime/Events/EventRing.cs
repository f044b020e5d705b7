using System.Text.Json;

namespace PluginHost.Runtime.Events;

/// <summary>The event log in memory: the newest 10,000 entries of this process.</summary>
/// <remarks>
/// Writers take a short lock, which makes order, time and storing one step. Readers take none while there is something to
/// read: entries are immutable, and a place that holds another seq than expected has been overwritten.
/// </remarks>
internal sealed class EventRing(TimeProvider time) : IEventLog
{
    /// <summary>How many entries are kept.</summary>
    public const int Capacity = 10_000;

    private readonly Lock _lock = new();
    private readonly EventEntry?[] _entries = new EventEntry?[Capacity];
    private long _newest;
    private TaskCompletionSource? _appended;

    public long Newest => Volatile.Read(ref _newest);

    public long OldestKept => OldestKeptWhen(Newest);

    public EventEntry Append(EventType type, string? device, string? entity, Action<Utf8JsonWriter> data)
    {
        var written = EventDocument.WriteData(data);
        EventEntry entry;
        TaskCompletionSource? appended;
        lock (_lock)
        {
            var seq = _newest + 1;
            entry = EventDocument.CreateEntry(seq, time.GetUtcNow(), type, device, entity, written);
            Volatile.Write(ref _entries[seq % Capacity], entry);
            Volatile.Write(ref _newest, seq);
            appended = _appended;
            _appended = null;
        }

        appended?.TrySetResult();
        return entry;
    }

    public EventPage Read(long? after, string? device, EventType? type, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after ?? 0, nameof(after));
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        while (true)
        {
            var page = Collect(after ?? OldestKept - 1, device, type, limit);

            // Without a seq of the reader's there is none to lose: the oldest was overwritten just now, the next one will do.
            if (after is not null || page.Position is not EventPosition.TooOld)
            {
                return page;
            }
        }
    }

    public IEventSubscription Subscribe(long after)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        return new EventRingSubscription(this, after);
    }

    /// <summary>Whether everything after this seq is kept or still to come.</summary>
    public EventPosition PositionOf(long after)
    {
        var newest = Newest;
        return after > newest ? EventPosition.Ahead
            : after < OldestKeptWhen(newest) - 1 ? EventPosition.TooOld
            : EventPosition.Kept;
    }

    /// <summary>Completes once there is an entry after this seq.</summary>
    public Task WaitForEntryAsync(long after)
    {
        lock (_lock)
        {
            if (_newest > after)
            {
                return Task.CompletedTask;
            }

            // Readers must not run on the writer's thread.
            _appended ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _appended.Task;
        }
    }

    private static long OldestKeptWhen(long newest) => Math.Max(1, newest - Capacity + 1);

    private EventPage Collect(long after, string? device, EventType? type, int limit)
    {
        var position = PositionOf(after);
        var found = new List<EventEntry>();
        var next = after;
        var newest = Newest;
        while (position is EventPosition.Kept && next < newest && found.Count < limit)
        {
            var entry = Volatile.Read(ref _entries[(next + 1) % Capacity])!;
            if (entry.Seq != next + 1)
            {
                // Overtaken by a writer: what was read so far is without gap, and only a reader without anything has lost.
                position = next == after ? EventPosition.TooOld : position;
                break;
            }

            next = entry.Seq;
            if ((device is null || entry.Device == device) && (type is null || entry.Type == type))
            {
                found.Add(entry);
            }
        }

        return new EventPage(position, found, next, OldestKept);
    }
}
