using PluginHost.Ipcom.Tests.Doubles;
using PluginHost.Runtime.Devices.Supervision;

namespace PluginHost.Ipcom.Tests.Driver;

/// <summary>Ten thousand polls keep nothing.</summary>
public sealed class MemoryTests
{
    private const int Polls = 10_000;

    [Fact]
    [Trait("Scenario", "S21")]
    public async Task Polls_KeepOneSnapshot()
    {
        var hasty = new HastyDriver();
        await using var bench = await ControllerBench.StartAsync(new() { Driver = hasty, Knobs = { ["latency"] = "0ms", ["log-size"] = "16" } });
        await bench.Host.WaitForAsync(DeviceStatus.Online);
        await bench.UntilAsync(() => bench.Counters.Polls > Polls / 10, "it is warm");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var from = bench.Counters.Polls;

        await bench.UntilAsync(() => bench.Counters.Polls - from > Polls, "ten thousand polls", 120);

        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(kept < 512 * 1024, $"{kept} bytes more than after the first thousand");
        Assert.Equal(1, bench.Counters.Accepted);
    }
}
