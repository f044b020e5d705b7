using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace PluginHost.Barco.Protocol;

/// <summary>The answer of <c>environment.getcontrolblocks</c>: readings by sensor name.</summary>
internal static class ControlBlocks
{
    /// <param name="answer">The dictionary seen on devices, or the array of the manual.</param>
    /// <param name="readings">Readings by name; a sensor without a finite number is left out.</param>
    /// <returns>False where the answer cannot be read.</returns>
    public static bool TryParse(
        JsonElement answer, [NotNullWhen(true)] out IReadOnlyDictionary<string, double>? readings)
    {
        readings = null;
        if (!KeyedValues.TryParse(answer, out var entries))
        {
            return false;
        }

        var byName = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, value) in entries)
        {
            if (value.ValueKind == JsonValueKind.Number && double.IsFinite(value.GetDouble()))
            {
                byName[name] = value.GetDouble();
            }
        }

        readings = byName;
        return true;
    }
}
