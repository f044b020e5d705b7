using PluginHost.Runtime.Devices.Lanes;

namespace PluginHost.Server.Api.Documents;

/// <summary>What the host does again and again on a device's connection.</summary>
internal sealed record RhythmDocument(string Name, double IntervalMs, DateTime? LastRun, string State)
{
    public static RhythmDocument From(RhythmState rhythm) =>
        new(rhythm.Name, rhythm.Interval.TotalMilliseconds, rhythm.LastRun?.UtcDateTime, rhythm.State);
}
