using System.Globalization;

namespace PluginHost;

/// <summary>Durations as people write them: a number and ms, s, m or h.</summary>
internal static class SettingDuration
{
    // Decimals, since they hold every tick exactly and know no NaN or infinity.
    public static bool TryParse(string text, out TimeSpan value)
    {
        var digits = text.AsSpan().TrimEnd("hms");
        long? unit = text.AsSpan(digits.Length) switch
        {
            "ms" => TimeSpan.TicksPerMillisecond,
            "s" => TimeSpan.TicksPerSecond,
            "m" => TimeSpan.TicksPerMinute,
            "h" => TimeSpan.TicksPerHour,
            _ => null,
        };
        value = default;
        if (unit is not { } ticks
            || !decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || number > (decimal)long.MaxValue / ticks)
        {
            return false;
        }

        value = TimeSpan.FromTicks((long)(number * ticks));
        return true;
    }

    public static string Format(TimeSpan value)
    {
        var (ticks, unit) = value.Ticks switch
        {
            > -TimeSpan.TicksPerSecond and < TimeSpan.TicksPerSecond => (TimeSpan.TicksPerMillisecond, "ms"),
            var all when all % TimeSpan.TicksPerHour == 0 => (TimeSpan.TicksPerHour, "h"),
            var all when all % TimeSpan.TicksPerMinute == 0 => (TimeSpan.TicksPerMinute, "m"),
            _ => (TimeSpan.TicksPerSecond, "s"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{(decimal)value.Ticks / ticks:0.#######}{unit}");
    }
}
