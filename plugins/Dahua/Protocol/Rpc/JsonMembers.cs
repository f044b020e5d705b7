using System.Text.Json;

namespace PluginHost.Dahua.Protocol.Rpc;

/// <summary>Reads members of which a device may leave out any, or send them as something else.</summary>
internal static class JsonMembers
{
    /// <summary>A member; undefined where there is none.</summary>
    public static JsonElement Member(this JsonElement element, ReadOnlySpan<byte> name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    /// <summary>A text.</summary>
    public static string? Text(this JsonElement element, ReadOnlySpan<byte> name) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } member ? member.GetString() : null;

    /// <summary>A whole number, also where it is written with a point and zeros.</summary>
    public static long? Whole(this JsonElement element, ReadOnlySpan<byte> name) =>
        element.Member(name) is not { ValueKind: JsonValueKind.Number } member ? null
        : member.TryGetInt64(out var whole) ? whole
        : member.TryGetDouble(out var number) && double.IsInteger(number) && Math.Abs(number) < long.MaxValue ? (long)number
        : null;
}
