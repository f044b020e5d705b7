using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace PluginHost.Dahua.Protocol.Rpc;

/// <summary>What a device sends: an answer, or events.</summary>
internal sealed class RpcMessage
{
    private RpcMessage(JsonElement json) => Json = json;

    /// <summary>All of it, an object.</summary>
    public JsonElement Json { get; }

    /// <summary>The number of the call that is answered, or of the call that asked for events.</summary>
    public long? Id => Json.Whole("id"u8);

    /// <summary>What is told; <see langword="null"/> in an answer.</summary>
    public string? Method => Json.Text("method"u8);

    /// <summary>The session.</summary>
    public RpcSession Session => RpcSession.Read(Json.Member("session"u8));

    /// <summary>What the answer tells besides the result.</summary>
    public JsonElement Params => Json.Member("params"u8);

    /// <summary>The result: as a rule whether it was done, or the number of an object.</summary>
    public JsonElement Result => Json.Member("result"u8);

    /// <summary>The code of an error; <see langword="null"/> where there is none.</summary>
    public long? ErrorCode => Json.Member("error"u8).Whole("code"u8);

    /// <summary>What the device says of an error.</summary>
    public string? ErrorMessage => Json.Member("error"u8).Text("message"u8);

    /// <summary>What it means.</summary>
    public RpcOutcome Outcome =>
        ErrorCode is { } code and not 0 ? RpcErrors.Classify(code)
        : Result.ValueKind is JsonValueKind.False or JsonValueKind.Null ? RpcOutcome.Failed
        : RpcOutcome.Accepted;

    /// <summary>Reads a message.</summary>
    /// <param name="utf8">All of it.</param>
    /// <param name="message">The message.</param>
    /// <returns>False where it is no JSON object.</returns>
    public static bool TryRead(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out RpcMessage? message)
    {
        message = null;
        try
        {
            var json = JsonElement.Parse(Utf8Text.Mended(utf8));
            message = json.ValueKind == JsonValueKind.Object ? new RpcMessage(json) : null;
        }
        catch (JsonException)
        {
            return false;
        }

        return message is not null;
    }
}
