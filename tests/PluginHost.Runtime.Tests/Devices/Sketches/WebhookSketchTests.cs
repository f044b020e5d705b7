using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Sketches;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Devices.Sketches;

public sealed class WebhookSketchTests
{
    [Fact]
    public async Task Posts_ReachTheEntity_AndTheSubscriptionEndsWithTheDevice()
    {
        var station = new WeatherStation();
        var (run, settings) = await DriverBench.SimulateAsync(station);
        await using var bench = new DriverBench(new WebhookSketch(), settings).Keep(run).Start();
        await bench.WaitForAsync(DeviceStatus.Online);

        await station.PostAsync("4.5");
        await bench.WaitForAsync("wind", 4.5);
        await station.PostAsync("5");
        await bench.WaitForAsync("wind", 5);
        Assert.NotEqual(0, station.Subscriber);

        await bench.StopAsync();
        Assert.Equal(0, station.Subscriber);
        var counts = bench.Ledger.CountsOf("bench");
        Assert.Equal((0L, 0L, counts.Opened), (counts.Open, counts.Leaked, counts.Closed));
    }
}
