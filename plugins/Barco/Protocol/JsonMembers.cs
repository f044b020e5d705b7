using System.Text.Json;

namespace PluginHost.Barco.Protocol;

/// <summary>Reads members of answers whose shape is not promised: what is missing or of another type is null.</summary>
internal static class JsonMembers
{
    public static string? Text(this JsonElement element, ReadOnlySpan<byte> name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } member ? member.GetString() : null;

    public static double? Number(this JsonElement element, ReadOnlySpan<byte> name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Number } member && double.IsFinite(member.GetDouble())
            ? member.GetDouble()
            : null;

    public static bool? Flag(this JsonElement element, ReadOnlySpan<byte> name) =>
        Member(element, name) is { ValueKind: JsonValueKind.True or JsonValueKind.False } member
            ? member.GetBoolean()
            : null;

    private static JsonElement Member(JsonElement element, ReadOnlySpan<byte> name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;
}
