using System.Globalization;
using System.Text.Json;

namespace PluginHost.Server.Cli;

/// <summary>Fields of the API's documents as cells of a table.</summary>
internal static class JsonCells
{
    /// <summary>A field as text; a dash where it is null, and commas between several.</summary>
    public static string Cell(this JsonElement document, string field) => Text(document.GetProperty(field));

    /// <summary>A moment in the time of this machine.</summary>
    public static string Moment(this JsonElement document, string field) =>
        document.GetProperty(field) is { ValueKind: JsonValueKind.String } moment
            ? moment.GetDateTimeOffset().ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)
            : "-";

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "-",
        JsonValueKind.String => value.GetString() is { Length: > 0 } text ? text.ReplaceLineEndings(" ") : "-",
        JsonValueKind.Array when value.GetArrayLength() == 0 => "-",
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Text)),
        _ => value.GetRawText(),
    };
}
