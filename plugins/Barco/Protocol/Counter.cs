using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace PluginHost.Barco.Protocol;

/// <summary>One entry of <c>statistics.listcounters</c>.</summary>
/// <param name="Name">May contain spaces, and differs from model to model.</param>
/// <param name="Value">In <paramref name="Unit"/>.</param>
/// <param name="Unit">none, hours, minutes, seconds, number or percent.</param>
internal sealed record Counter(string Name, double Value, string Unit)
{
    /// <summary>The value in hours; null where the unit is none of time.</summary>
    public double? Hours => Unit switch
    {
        "hours" => Value,
        "minutes" => Value / 60,
        "seconds" => Value / 3600,
        _ => null,
    };

    /// <returns>False where the answer is no array of counters with name and finite value.</returns>
    public static bool TryParseList(JsonElement answer, [NotNullWhen(true)] out IReadOnlyList<Counter>? counters)
    {
        counters = null;
        if (answer.ValueKind != JsonValueKind.Array)
        {
            return false;
        }

        var list = new List<Counter>();
        foreach (var entry in answer.EnumerateArray())
        {
            if (entry.Text("name"u8) is not { } name
                || entry.Number("value"u8) is not { } value)
            {
                return false;
            }

            list.Add(new Counter(name, value, entry.Text("unit"u8) ?? "none"));
        }

        counters = list;
        return true;
    }
}
