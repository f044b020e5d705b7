using System.Buffers;
using System.Text.Json;

namespace PluginHost.Runtime.Events;

/// <summary>Writes the JSON document of an entry.</summary>
internal static class EventDocument
{
    private const byte LineFeed = (byte)'\n';
    private const byte CarriageReturn = (byte)'\r';
    private const byte Space = (byte)' ';

    /// <summary>Writes the data on its own, so that a fault of its author stores nothing and uses up no seq.</summary>
    public static ReadOnlySpan<byte> WriteData(Action<Utf8JsonWriter> data)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        data(writer);
        writer.Flush();
        if (buffer.WrittenCount == 0 || writer.CurrentDepth != 0)
        {
            throw new ArgumentException("The data of an event is exactly one JSON value.", nameof(data));
        }

        return buffer.WrittenSpan;
    }

    public static EventEntry CreateEntry(
        long seq, DateTimeOffset time, EventType type, string? device, string? entity, ReadOnlySpan<byte> data)
    {
        var buffer = new ArrayBufferWriter<byte>(data.Length + 256);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteNumber("seq"u8, seq);
        writer.WriteString("time"u8, time.UtcDateTime);
        writer.WriteString("type"u8, type.ToName());
        writer.WriteString("device"u8, device);
        writer.WriteString("entity"u8, entity);
        writer.WritePropertyName("data"u8);
        writer.WriteRawValue(data, skipInputValidation: true);
        var dataEnd = (int)(writer.BytesCommitted + writer.BytesPending);
        writer.WriteEndObject();
        writer.Flush();

        // A raw value may be laid out over several lines, which a server-sent event cannot carry in one. Within a JSON text
        // a line break stands between tokens only.
        var document = buffer.WrittenSpan.ToArray();
        var written = document.AsSpan();
        written.Replace(LineFeed, Space);
        written.Replace(CarriageReturn, Space);
        return new EventEntry(seq, time, type, device, entity, document, (dataEnd - data.Length)..dataEnd);
    }
}
