using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace PluginHost.Barco.Protocol;

/// <summary><c>profile.presetassignments</c>: which profile each preset number stands for.</summary>
internal static class PresetAssignments
{
    /// <param name="answer">Pairs, objects or a dictionary; an empty or null name is a free preset.</param>
    /// <param name="profiles">Profile names by preset number, without the free ones.</param>
    /// <returns>False where the answer cannot be read.</returns>
    public static bool TryParse(
        JsonElement answer, [NotNullWhen(true)] out IReadOnlyDictionary<int, string>? profiles)
    {
        profiles = null;
        if (!KeyedValues.TryParse(answer, out var entries))
        {
            return false;
        }

        var byPreset = new SortedDictionary<int, string>();
        foreach (var (key, value) in entries)
        {
            // Whole numbers come as 3 or as 3.0.
            if (!double.TryParse(key, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                || (int)number is var preset && preset != number
                || value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
            {
                return false;
            }

            if (value.GetString() is { Length: > 0 } profile)
            {
                byPreset[preset] = profile;
            }
        }

        profiles = byPreset;
        return true;
    }
}
