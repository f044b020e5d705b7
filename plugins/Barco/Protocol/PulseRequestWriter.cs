using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using PluginHost.Barco.Protocol.Names;

namespace PluginHost.Barco.Protocol;

/// <summary>
/// Writes what a client sends, each request in one piece. Every call takes the id that the reply will
/// carry; an absent one makes the request a notification. Not safe for concurrent use.
/// </summary>
/// <param name="framing">How the requests are wrapped.</param>
/// <param name="authority">Host and port of the device, for the header of the HTTP form.</param>
internal sealed class PulseRequestWriter(PulseFraming framing, string authority)
{
    private readonly ArrayBufferWriter<byte> _body = new();

    /// <summary>Calls a method; without parameters the member is left out.</summary>
    public void Call(IBufferWriter<byte> output, string method, JsonNode? parameters, PulseId id)
    {
        using (var json = Begin(method))
        {
            if (parameters is not null)
            {
                json.WritePropertyName("params"u8);
                parameters.WriteTo(json);
            }

            End(json, id);
        }

        Frame(output);
    }

    /// <summary>Asks for one property; the result is its value.</summary>
    public void PropertyGet(IBufferWriter<byte> output, string property, PulseId id) =>
        CallWithNames(output, PulseMethods.PropertyGet, "property", [property], false, id);

    /// <summary>Asks for several properties; the result is an object of names and values.</summary>
    public void PropertyGet(IBufferWriter<byte> output, ReadOnlySpan<string> properties, PulseId id) =>
        CallWithNames(output, PulseMethods.PropertyGet, "property", properties, true, id);

    public void PropertySet(IBufferWriter<byte> output, string property, JsonNode? value, PulseId id)
    {
        using (var json = Begin(PulseMethods.PropertySet))
        {
            json.WriteStartObject("params"u8);
            json.WriteString("property"u8, property);
            json.WritePropertyName("value"u8);
            json.WriteNode(value);
            json.WriteEndObject();
            End(json, id);
        }

        Frame(output);
    }

    public void PropertySubscribe(IBufferWriter<byte> output, ReadOnlySpan<string> properties, PulseId id) =>
        CallWithNames(output, PulseMethods.PropertySubscribe, "property", properties, properties.Length != 1, id);

    public void PropertyUnsubscribe(IBufferWriter<byte> output, ReadOnlySpan<string> properties, PulseId id) =>
        CallWithNames(output, PulseMethods.PropertyUnsubscribe, "property", properties, properties.Length != 1, id);

    public void SignalSubscribe(IBufferWriter<byte> output, ReadOnlySpan<string> signals, PulseId id) =>
        CallWithNames(output, PulseMethods.SignalSubscribe, "signal", signals, signals.Length != 1, id);

    public void SignalUnsubscribe(IBufferWriter<byte> output, ReadOnlySpan<string> signals, PulseId id) =>
        CallWithNames(output, PulseMethods.SignalUnsubscribe, "signal", signals, signals.Length != 1, id);

    private void CallWithNames(
        IBufferWriter<byte> output, string method, string member, ReadOnlySpan<string> names, bool asList, PulseId id)
    {
        using (var json = Begin(method))
        {
            json.WriteStartObject("params"u8);
            json.WritePropertyName(member);
            if (asList)
            {
                json.WriteNames(names);
            }
            else
            {
                json.WriteStringValue(names[0]);
            }

            json.WriteEndObject();
            End(json, id);
        }

        Frame(output);
    }

    private Utf8JsonWriter Begin(string method)
    {
        _body.ResetWrittenCount();
        var json = PulseJson.Begin(_body);
        json.WriteString("method"u8, method);
        return json;
    }

    private static void End(Utf8JsonWriter json, PulseId id)
    {
        id.WriteTo(json);
        json.WriteEndObject();
    }

    private void Frame(IBufferWriter<byte> output)
    {
        if (framing == PulseFraming.Http)
        {
            HttpHead.Write(output, authority, _body.WrittenCount);
        }

        output.Write(_body.WrittenSpan);
    }
}
