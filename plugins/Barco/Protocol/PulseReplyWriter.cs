using System.Buffers;
using System.Text.Json.Nodes;
using PluginHost.Barco.Protocol.Names;

namespace PluginHost.Barco.Protocol;

/// <summary>Writes what a device sends: bare objects, members in the order seen on hardware.</summary>
internal static class PulseReplyWriter
{
    /// <summary>Answers a request; null is the result of methods that return nothing.</summary>
    public static void Result(IBufferWriter<byte> output, PulseId id, JsonNode? result)
    {
        using var json = PulseJson.Begin(output);
        id.WriteTo(json);
        json.WritePropertyName("result"u8);
        json.WriteNode(result);
        json.WriteEndObject();
    }

    public static void Error(IBufferWriter<byte> output, PulseId id, int code, string message)
    {
        using var json = PulseJson.Begin(output);
        id.WriteTo(json);
        json.WriteStartObject("error"u8);
        json.WriteNumber("code"u8, code);
        json.WriteString("message"u8, message);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void PropertyChanged(
        IBufferWriter<byte> output, params ReadOnlySpan<KeyValuePair<string, JsonNode?>> properties) =>
        Notify(output, PulseMethods.PropertyChanged, "property", properties);

    public static void SignalCallback(
        IBufferWriter<byte> output, params ReadOnlySpan<KeyValuePair<string, JsonNode?>> signals) =>
        Notify(output, PulseMethods.SignalCallback, "signal", signals);

    private static void Notify(
        IBufferWriter<byte> output, string method, string member, ReadOnlySpan<KeyValuePair<string, JsonNode?>> pairs)
    {
        using var json = PulseJson.Begin(output);
        json.WriteString("method"u8, method);
        json.WriteStartObject("params"u8);
        json.WriteStartArray(member);
        foreach (var (name, value) in pairs)
        {
            json.WriteStartObject();
            json.WritePropertyName(name);
            json.WriteNode(value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
