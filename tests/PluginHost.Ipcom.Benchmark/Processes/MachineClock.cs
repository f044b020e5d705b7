using System.Diagnostics;

namespace PluginHost.Ipcom.Benchmark.Processes;

/// <summary>
/// A clock that all processes of a machine have in common and that never goes back: its moments can be compared from one
/// process to another.
/// </summary>
internal sealed class MachineClock : TimeProvider
{
    /// <summary>Milliseconds of it, now.</summary>
    public static double Now => Stopwatch.GetElapsedTime(0).TotalMilliseconds;

    /// <summary>Milliseconds of it at a moment that it told.</summary>
    public static double Read(DateTimeOffset moment) => (moment - DateTimeOffset.UnixEpoch).TotalMilliseconds;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + Stopwatch.GetElapsedTime(0);
}
