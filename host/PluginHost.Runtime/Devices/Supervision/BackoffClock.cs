namespace PluginHost.Runtime.Devices.Supervision;

/// <summary>Counts failures and says how long the next pause is.</summary>
internal sealed class BackoffClock
{
    /// <summary>A broken driver is tried again rarely: its next attempt will most likely fail the same way.</summary>
    public static readonly Backoff ForBrokenDrivers = new() { First = TimeSpan.FromMinutes(1), Cap = TimeSpan.FromMinutes(30) };

    private int _failures;

    public int Attempt => _failures + 1;

    public TimeSpan Next(Backoff backoff, double chance)
    {
        var exponent = Math.Min(_failures, 30);
        _failures++;
        var pause = Math.Min(backoff.First.TotalMilliseconds * Math.Pow(2, exponent), backoff.Cap.TotalMilliseconds);
        return Spread(pause, backoff.Jitter, chance);
    }

    public TimeSpan Longest(Backoff backoff, double chance)
    {
        _failures++;
        return Spread(backoff.Cap.TotalMilliseconds, backoff.Jitter, chance);
    }

    public void Reset() => _failures = 0;

    /// <param name="pause">In milliseconds.</param>
    /// <param name="jitter">The share it may differ by.</param>
    /// <param name="chance">From 0 to 1.</param>
    private static TimeSpan Spread(double pause, double jitter, double chance) =>
        TimeSpan.FromMilliseconds(pause * (1 + (jitter * ((chance * 2) - 1))));
}
