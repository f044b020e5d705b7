using PluginHost.Barco.Tests.Doubles;
using PluginHost.Runtime.Devices.Supervision;

namespace PluginHost.Barco.Tests.Incidents;

/// <summary>The limits once by the system's clock.</summary>
public abstract class RealTimeLimitTests(string latency, string fault, double seconds)
{
    [Fact]
    public async Task SpoiltAnswer_EndsInTime()
    {
        await using var bench = await ProjectorBench.StartAsync(new ProjectorOptions
        {
            Knobs = new() { ["latency"] = latency },
            // Between two bytes there is time enough, so that a slow machine cannot end it by that limit.
            Settings = new() { ["framing"] = "raw", ["timeouts.next"] = "3s" },
            Faults = [fault],
            IsRealTime = true,
        });

        await bench.Host.WaitForAsync(DeviceStatus.Backoff);

        // Never sooner; later by what a busy machine takes, but not by another limit's length.
        Assert.InRange(bench.Closed[0].Seconds, seconds - 0.1, 2 * seconds);
        await bench.AssertNothingLeftAsync();
    }

    public sealed class Trickle() : RealTimeLimitTests("4s", "trickle=900ms", 10);

    public sealed class Silence() : RealTimeLimitTests("0ms", "mute", 5);
}
