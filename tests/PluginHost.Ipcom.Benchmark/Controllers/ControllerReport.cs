namespace PluginHost.Ipcom.Benchmark.Controllers;

/// <summary>What one controller saw over the time that was measured.</summary>
/// <param name="Seconds">That time.</param>
/// <param name="Polls">When polls came, in milliseconds of the machine's clock.</param>
/// <param name="Writes">When writes came.</param>
/// <param name="Snapshots">Snapshots sent.</param>
/// <param name="Received">Bytes from the driver.</param>
/// <param name="Sent">Bytes to it.</param>
/// <param name="Opened">Connections opened.</param>
/// <param name="OpenedEver">Connections opened since the start.</param>
internal sealed record ControllerReport(
    double Seconds, IReadOnlyList<double> Polls, IReadOnlyList<double> Writes, long Snapshots, long Received, long Sent, long Opened, long OpenedEver)
{
    public double UpdatesPerSecond => Snapshots / Seconds;

    public double BytesPerSecond => (Received + Sent) / Seconds;

    /// <summary>From one poll to the next.</summary>
    public IEnumerable<double> Intervals => Polls.Zip(Polls.Skip(1), static (one, next) => next - one);

    /// <summary>From one write to the next.</summary>
    public IEnumerable<double> Gaps => Writes.Zip(Writes.Skip(1), static (one, next) => next - one);
}
