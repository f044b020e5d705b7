using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace PluginHost.Barco.Protocol;

/// <summary>A list of names, such as <c>image.source.list</c> and <c>profile.profiles</c>.</summary>
internal static class TextList
{
    /// <returns>False where the answer is no array of texts.</returns>
    public static bool TryParse(JsonElement answer, [NotNullWhen(true)] out IReadOnlyList<string>? list)
    {
        list = null;
        if (answer.ValueKind != JsonValueKind.Array
            || answer.EnumerateArray().Any(entry => entry.ValueKind != JsonValueKind.String))
        {
            return false;
        }

        list = [.. answer.EnumerateArray().Select(entry => entry.GetString()!)];
        return true;
    }
}
