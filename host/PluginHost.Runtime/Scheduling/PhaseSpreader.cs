namespace PluginHost.Runtime.Scheduling;

/// <summary>
/// Says when a periodic activity begins, so that all activities of one interval are spread evenly over it instead of
/// coming due in one burst.
/// </summary>
/// <remarks>
/// Phases are multiples of the golden ratio on a grid that hangs on the clock, not on the moment of asking: however many
/// activities there are and whenever each of them starts, no gap between neighbours is twice the even one. The same
/// requests in the same order get the same phases.
/// </remarks>
internal sealed class PhaseSpreader(TimeProvider time)
{
    /// <summary>2^32 divided by the golden ratio: its multiples, cut to 32 bits, are the sequence.</summary>
    private const uint GoldenStep = 2_654_435_769;

    /// <summary>A prime: intervals are mostly round numbers and must not share a sequence for that.</summary>
    private const int SequenceCount = 257;

    private readonly uint[] _sequences = new uint[SequenceCount];

    /// <summary>The delay until the first run of a further activity of this interval: more than zero, at most the interval.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The interval is not positive.</exception>
    public TimeSpan FirstDelay(TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
        var sequence = interval.Ticks / TimeSpan.TicksPerMillisecond % SequenceCount;
        var place = unchecked(Interlocked.Increment(ref _sequences[sequence]) * GoldenStep);
        var phase = (long)(interval.Ticks * (place / (double)(1L << 32)));
        var untilPhase = (phase - time.GetElapsedTime(0).Ticks % interval.Ticks) % interval.Ticks;
        return TimeSpan.FromTicks(untilPhase > 0 ? untilPhase : untilPhase + interval.Ticks);
    }
}
