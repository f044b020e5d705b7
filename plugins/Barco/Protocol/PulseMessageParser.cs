using System.Text.Json;
using System.Text.Unicode;
using PluginHost.Barco.Protocol.Names;

namespace PluginHost.Barco.Protocol;

/// <summary>Turns the bytes of one complete JSON object into a message that owns its memory.</summary>
internal static class PulseMessageParser
{
    /// <exception cref="PulseProtocolException">The bytes are not JSON, or no JSON-RPC 2.0 message.</exception>
    public static PulseMessage Parse(ReadOnlySpan<byte> utf8)
    {
        RequireJson(utf8);

        var isVersion2 = false;
        string? method = null;
        PulseId id = default;
        JsonElement parameters = default;
        JsonElement result = default;
        PulseError? error = null;

        var json = new Utf8JsonReader(utf8);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString();
            json.Read();
            switch (name)
            {
                case "jsonrpc":
                    isVersion2 = json.TokenType == JsonTokenType.String && json.ValueTextEquals("2.0"u8);
                    json.Skip();
                    break;
                case "method" when json.TokenType == JsonTokenType.String:
                    method = json.GetString();
                    break;
                case "method":
                    throw NotJsonRpc("'method' is no text", utf8);
                case "id":
                    id = ReadId(ref json, utf8);
                    break;
                case "params":
                    parameters = JsonElement.ParseValue(ref json);
                    break;
                case "result":
                    result = JsonElement.ParseValue(ref json);
                    break;
                case "error" when json.TokenType != JsonTokenType.Null:
                    error = ReadError(JsonElement.ParseValue(ref json), utf8);
                    break;
                default:
                    json.Skip();
                    break;
            }
        }

        if (!isVersion2)
        {
            throw NotJsonRpc("'jsonrpc' is not \"2.0\"", utf8);
        }

        if (method is not null)
        {
            return Notification(method, parameters, id) ?? new PulseRequest(method, parameters, id);
        }

        if (error is not null)
        {
            return new PulseReply(id, default, error);
        }

        return result.ValueKind == JsonValueKind.Undefined
            ? throw NotJsonRpc("neither 'method' nor 'result' nor 'error'", utf8)
            : new PulseReply(id, result, null);
    }

    // Everything that could make a value unreadable later is found here: bad UTF-8 and half surrogate
    // pairs pass the JSON reader and throw only when the text is fetched.
    private static void RequireJson(ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
        {
            throw new PulseProtocolException(PulseProtocolFault.NotJson, "Message is not UTF-8", utf8);
        }

        var json = new Utf8JsonReader(utf8);
        try
        {
            while (json.Read())
            {
                if (json.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && json.ValueIsEscaped)
                {
                    json.GetString();
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new PulseProtocolException(
                PulseProtocolFault.NotJson, $"Message is not JSON at byte {json.BytesConsumed}", utf8, exception);
        }
    }

    private static PulseId ReadId(ref Utf8JsonReader json, ReadOnlySpan<byte> utf8) => json.TokenType switch
    {
        JsonTokenType.Null => PulseId.Null,
        JsonTokenType.String => json.GetString()!,
        JsonTokenType.Number when json.TryGetInt64(out var number) => number,
        _ => throw NotJsonRpc("'id' is neither integer nor text nor null", utf8),
    };

    private static PulseError ReadError(JsonElement error, ReadOnlySpan<byte> utf8)
    {
        if (error.ValueKind != JsonValueKind.Object
            || !error.TryGetProperty("code"u8, out var code)
            || code.ValueKind != JsonValueKind.Number
            || !code.TryGetInt32(out var number))
        {
            throw NotJsonRpc("'error' has no integer 'code'", utf8);
        }

        var text = error.TryGetProperty("message"u8, out var message) && message.ValueKind == JsonValueKind.String
            ? message.GetString()!
            : "";
        error.TryGetProperty("data"u8, out var data);
        return new PulseError(number, text, data);
    }

    private static PulseMessage? Notification(string method, JsonElement parameters, PulseId id)
    {
        if (id.Kind != PulseIdKind.Absent)
        {
            return null;
        }

        return method switch
        {
            PulseMethods.PropertyChanged when TryReadPairs(parameters, "property"u8, out var properties) =>
                new PropertyChanged(properties),
            PulseMethods.SignalCallback when TryReadPairs(parameters, "signal"u8, out var signals) =>
                new SignalCallback(signals),
            _ => null,
        };
    }

    private static bool TryReadPairs(
        JsonElement parameters, ReadOnlySpan<byte> member, out List<KeyValuePair<string, JsonElement>> pairs)
    {
        pairs = [];
        if (parameters.ValueKind != JsonValueKind.Object
            || !parameters.TryGetProperty(member, out var list)
            || list.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        foreach (var entry in list.EnumerateArray())
        {
            if (entry.ValueKind != JsonValueKind.Object)
            {
                return false;
            }

            foreach (var pair in entry.EnumerateObject())
            {
                pairs.Add(new(pair.Name, pair.Value));
            }
        }

        return true;
    }

    private static PulseProtocolException NotJsonRpc(string what, ReadOnlySpan<byte> utf8) =>
        new(PulseProtocolFault.NotJsonRpc, $"Message is not JSON-RPC 2.0, {what}", utf8);
}
