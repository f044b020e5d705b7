using PluginHost.Barco.Virtual;
using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Testing;

namespace PluginHost.Barco.Tests.Driver;

public sealed class PowerTests
{
    [Fact]
    public async Task PowerOn_FromStandby_WarmsUpAndProjects()
    {
        var (run, settings) = await DriverBench.SimulateAsync(new BarcoVirtualDevice(), new() { ["scale"] = "0.02" });
        await using var bench = new DriverBench(new BarcoDriver(), settings).Keep(run).Start();
        await bench.WaitForAsync(DeviceStatus.Online);
        await bench.WaitForAsync("state", "standby");

        var answer = await bench.SendAsync("power", true);

        Assert.Equal(CommandAnswerStatus.Completed, answer.Status);
        await bench.WaitForAsync("state", "on");
        await bench.WaitForAsync("power", true);
        await bench.WaitForAsync("source", "HDMI");
    }
}
