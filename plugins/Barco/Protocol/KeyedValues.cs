using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace PluginHost.Barco.Protocol;

/// <summary>
/// Keys and values in the three shapes that manuals, other clients and devices disagree about: an
/// object, an array of pairs, an array of objects with <c>key</c> and <c>value</c>.
/// </summary>
internal static class KeyedValues
{
    /// <returns>False where the answer has none of the shapes.</returns>
    public static bool TryParse(
        JsonElement answer, [NotNullWhen(true)] out IReadOnlyList<KeyValuePair<string, JsonElement>>? values)
    {
        values = null;
        switch (answer.ValueKind)
        {
            case JsonValueKind.Object:
                values = [.. answer.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, member.Value))];
                return true;
            case JsonValueKind.Array:
                var entries = new List<KeyValuePair<string, JsonElement>>();
                foreach (var entry in answer.EnumerateArray())
                {
                    if (!TryParseEntry(entry, out var key, out var value))
                    {
                        return false;
                    }

                    entries.Add(new(key, value));
                }

                values = entries;
                return true;
            default:
                return false;
        }
    }

    private static bool TryParseEntry(JsonElement entry, [NotNullWhen(true)] out string? key, out JsonElement value)
    {
        JsonElement keyElement = default;
        value = default;
        if (entry.ValueKind == JsonValueKind.Array && entry.GetArrayLength() == 2)
        {
            (keyElement, value) = (entry[0], entry[1]);
        }
        else if (entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty("key"u8, out keyElement))
        {
            entry.TryGetProperty("value"u8, out value);
        }

        key = keyElement.ValueKind switch
        {
            JsonValueKind.String => keyElement.GetString(),
            JsonValueKind.Number => keyElement.GetRawText(),
            _ => null,
        };
        return key is not null && value.ValueKind != JsonValueKind.Undefined;
    }
}
