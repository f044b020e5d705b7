namespace PluginHost.Ipcom.Quality;

/// <summary>The last round trips, for their percentiles.</summary>
internal sealed class RoundTrips
{
    /// <summary>A minute and a half of polls.</summary>
    private const int Kept = 256;

    private readonly double[] _milliseconds = new double[Kept];
    private readonly double[] _sorted = new double[Kept];
    private long _count;

    /// <summary>Adds one.</summary>
    public void Add(TimeSpan roundTrip) => _milliseconds[_count++ % Kept] = roundTrip.TotalMilliseconds;

    /// <summary>The time that a share of them stayed within.</summary>
    /// <param name="share">Above 0, at most 1.</param>
    /// <returns>In milliseconds, to a tenth; <see langword="null"/> before the first.</returns>
    public double? Percentile(double share)
    {
        var count = (int)Math.Min(_count, Kept);
        if (count == 0)
        {
            return null;
        }

        Array.Copy(_milliseconds, _sorted, count);
        Array.Sort(_sorted, 0, count);
        return Math.Round(_sorted[(int)Math.Ceiling(share * count) - 1], 1);
    }
}
