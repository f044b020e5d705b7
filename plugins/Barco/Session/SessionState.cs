using System.Buffers;
using System.Text.Json;
using PluginHost.Barco.Protocol;

namespace PluginHost.Barco.Session;

/// <summary>What a suspended session leaves beside its stream.</summary>
/// <param name="Framing">How requests are wrapped on it.</param>
/// <param name="LastId">The id of the last request; the next one continues.</param>
/// <param name="State">The projector's state as it was last told.</param>
/// <param name="Pending">What was received of a message that has not ended.</param>
internal sealed record SessionState(PulseFraming Framing, long LastId, string State, ReadOnlyMemory<byte> Pending)
{
    /// <summary>The format; another one is not read.</summary>
    public const int Version = 1;

    public byte[] Write()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteBoolean("http", Framing == PulseFraming.Http);
            json.WriteNumber("lastId", LastId);
            json.WriteString("state", State);
            json.WriteBase64String("pending", Pending.Span);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <returns><see langword="null"/> where the format is another one.</returns>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static SessionState? Read(HandOverState left)
    {
        if (left.Version != Version || left.Streams.Count != 1)
        {
            return null;
        }

        using var json = JsonDocument.Parse(left.State);
        var root = json.RootElement;
        return new SessionState(
            root.GetProperty("http").GetBoolean() ? PulseFraming.Http : PulseFraming.Raw,
            root.GetProperty("lastId").GetInt64(),
            root.GetProperty("state").GetString()!,
            root.GetProperty("pending").GetBytesFromBase64());
    }
}
