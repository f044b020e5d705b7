using System.Globalization;

namespace PluginHost.Analyzers.Time;

/// <summary>How long a wait may take, as far as the source says it.</summary>
/// <param name="Length">The length; <see langword="null"/> where it is known only when the program runs.</param>
/// <param name="IsEndless">Whether it waits for ever, and so is no limit.</param>
internal readonly record struct Duration(TimeSpan? Length, bool IsEndless = false)
{
    public static readonly Duration Unknown = new(null);
    public static readonly Duration Endless = new(null, IsEndless: true);

    private static readonly double MostSeconds = TimeSpan.MaxValue.TotalSeconds / 2;

    /// <summary>A length that may come out of any arithmetic.</summary>
    public static Duration OfSeconds(double seconds) => seconds switch
    {
        < 0 => Endless,
        >= 0 when seconds < MostSeconds => new(TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond))),
        _ => Endless,
    };

    /// <summary>In words: <c>5 s</c>, <c>5 min 20 s</c>, <c>250 ms</c>.</summary>
    public static string InWords(TimeSpan time)
    {
        if (time < TimeSpan.FromSeconds(1))
        {
            return Invariant($"{time.TotalMilliseconds:0.###} ms");
        }

        if (time < TimeSpan.FromMinutes(1))
        {
            return Invariant($"{time.TotalSeconds:0.###} s");
        }

        var parts = new List<string>();
        if (time.TotalHours >= 1)
        {
            parts.Add(Invariant($"{Math.Floor(time.TotalHours):0} h"));
        }

        if (time.Minutes > 0)
        {
            parts.Add(Invariant($"{time.Minutes} min"));
        }

        if (time.Seconds > 0 && time.TotalHours < 1)
        {
            parts.Add(Invariant($"{time.Seconds} s"));
        }

        return string.Join(" ", parts);
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
