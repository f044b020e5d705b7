using System.Text.Json;

namespace PluginHost.Runtime.Events;

/// <summary>The log of everything that happened, in one order. Safe for use from any thread.</summary>
public interface IEventLog
{
    /// <summary>The <c>seq</c> of the newest entry; 0 while there is none.</summary>
    long Newest { get; }

    /// <summary>The oldest <c>seq</c> kept; the next one to be given while the log is empty.</summary>
    long OldestKept { get; }

    /// <summary>Stores an entry and then wakes those who wait for it.</summary>
    /// <param name="type">What it tells of.</param>
    /// <param name="device">The device concerned, or null.</param>
    /// <param name="entity">The entity concerned, or null.</param>
    /// <param name="data">
    /// Writes the data as exactly one JSON value; called once, before this method returns, outside every lock. A document
    /// received from elsewhere goes in unmodified by <see cref="Utf8JsonWriter.WriteRawValue(ReadOnlySpan{byte}, bool)"/>.
    /// </param>
    /// <returns>The entry as stored.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="data"/> wrote no value, or an unfinished one. Nothing is stored then, nor where it throws.
    /// </exception>
    EventEntry Append(EventType type, string? device, string? entity, Action<Utf8JsonWriter> data);

    /// <summary>Reads what is kept, without waiting.</summary>
    /// <param name="after">The last <c>seq</c> that the reader has; null begins with the oldest entry kept.</param>
    /// <param name="device">Only entries of this device, or null for all.</param>
    /// <param name="type">Only entries of this type, or null for all.</param>
    /// <param name="limit">At most so many entries, from 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="after"/> is negative or <paramref name="limit"/> less than 1.</exception>
    EventPage Read(long? after, string? device, EventType? type, int limit);

    /// <summary>Follows the log: first what is kept after a <c>seq</c>, then each new entry, without gap or repeat.</summary>
    /// <param name="after">The last <c>seq</c> that the reader has; <see cref="Newest"/> for new entries only.</param>
    /// <returns>A subscription; look at its <see cref="IEventSubscription.Position"/> before promising anybody a stream.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="after"/> is negative.</exception>
    IEventSubscription Subscribe(long after);
}
