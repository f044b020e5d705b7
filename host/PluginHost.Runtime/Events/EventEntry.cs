namespace PluginHost.Runtime.Events;

/// <summary>One entry of the event log.</summary>
public sealed class EventEntry
{
    private readonly Range _data;

    internal EventEntry(
        long seq, DateTimeOffset time, EventType type, string? device, string? entity, ReadOnlyMemory<byte> json, Range data)
    {
        Seq = seq;
        Time = time;
        Type = type;
        Device = device;
        Entity = entity;
        Json = json;
        _data = data;
    }

    /// <summary>The place in the log; rises by one from entry to entry.</summary>
    public long Seq { get; }

    /// <summary>When it was appended, in UTC.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>What it tells of.</summary>
    public EventType Type { get; }

    /// <summary>The id of the device concerned, or null.</summary>
    public string? Device { get; }

    /// <summary>The id of the entity concerned, or null.</summary>
    public string? Entity { get; }

    /// <summary>
    /// The whole entry as a UTF-8 JSON document without a line break: <c>{seq, time, type, device, entity, data}</c>.
    /// Written once and shared by all readers.
    /// </summary>
    public ReadOnlyMemory<byte> Json { get; }

    /// <summary>The part of <see cref="Json"/> that the appender wrote, one JSON value.</summary>
    public ReadOnlyMemory<byte> Data => Json[_data];
}
