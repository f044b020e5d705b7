using System.Globalization;

namespace PluginHost.Barco.Virtual.Faults;

/// <summary>Reads the value a fault was asked for with.</summary>
internal static class FaultValue
{
    /// <exception cref="FormatException">The value is none of the words.</exception>
    public static string Word(Fault fault, string? value, params ReadOnlySpan<string> words) =>
        value is null ? words[0]
        : words.Contains(value) ? value
        : throw new FormatException($"Fault {fault.Name}: '{value}' is none of {string.Join(", ", words)}.");

    /// <exception cref="FormatException">The value is no whole number from 0.</exception>
    public static int Number(Fault fault, string? value, int fallback) =>
        value is null ? fallback
        : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new FormatException($"Fault {fault.Name}: '{value}' is no whole number.");

    /// <exception cref="FormatException">The value is no duration.</exception>
    public static TimeSpan Time(Fault fault, string? value, TimeSpan fallback) =>
        value is null ? fallback
        : TryTime(value, out var time) ? time
        : throw new FormatException($"Fault {fault.Name}: '{value}' is no duration such as 900ms or 4s.");

    public static bool TryTime(string value, out TimeSpan time)
    {
        var (digits, unit) = value.EndsWith("ms", StringComparison.Ordinal) ? (value[..^2], 1d)
            : value.EndsWith('s') ? (value[..^1], 1000d)
            : value.EndsWith('m') ? (value[..^1], 60_000d)
            : ("", 0d);
        var isNumber = double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number);
        time = isNumber ? TimeSpan.FromMilliseconds(Math.Min(number * unit, TimeSpan.FromDays(1).TotalMilliseconds)) : default;
        return isNumber;
    }
}
