using System.Text.Json;

namespace PluginHost.Dahua.Protocol.Rpc;

/// <summary>What a device calls a session: a number, or on some a text, and it wants back what it gave.</summary>
/// <param name="Text">The name; a number in decimal.</param>
/// <param name="IsNumber">Whether it is a number.</param>
internal readonly record struct RpcSession(string? Text, bool IsNumber)
{
    /// <summary>The number; 0 where it is none.</summary>
    public uint Number => IsNumber && uint.TryParse(Text, out var number) ? number : 0;

    /// <summary>The session of this number.</summary>
    public static RpcSession Of(uint number) => new($"{number}", IsNumber: true);

    /// <summary>Reads one; there is none in anything but a text or a number.</summary>
    public static RpcSession Read(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => new RpcSession(element.GetString(), IsNumber: false),
        JsonValueKind.Number => new RpcSession(element.GetRawText(), IsNumber: true),
        _ => default,
    };

    /// <summary>Writes it as it was given.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        if (IsNumber)
        {
            json.WriteRawValue(Text ?? "0");
        }
        else
        {
            json.WriteStringValue(Text);
        }
    }
}
