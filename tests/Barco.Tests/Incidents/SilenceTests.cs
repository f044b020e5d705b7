using PluginHost.Barco.Tests.Doubles;
using PluginHost.Runtime.Devices.Supervision;

namespace PluginHost.Barco.Tests.Incidents;

/// <summary>A connection on which nothing comes is over, even if nothing is asked on it.</summary>
public sealed class SilenceTests
{
    [Fact]
    public async Task NothingReceivedForSeventySeconds_IsClosedAndOpenedAnew()
    {
        await using var bench = await ProjectorBench.StartAsync(new ProjectorOptions { Wrap = driver => new NeverAsking(driver) });
        await bench.Host.WaitForAsync(DeviceStatus.Online);

        await bench.OpenedAsync(2);

        // The clock goes on while the closing takes its turn.
        Assert.InRange(bench.Closed[0].Seconds, 70, 140);
        Assert.Contains(bench.Host.Device.Transitions, transition =>
            transition is { To: DeviceStatus.Backoff, Reason: "Nothing was received for 70 s." });
        await bench.AssertNothingLeftAsync();
    }
}
