using PluginHost.Barco.Protocol.Names;
using PluginHost.Barco.Tests.Doubles;
using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.Supervision;

namespace PluginHost.Barco.Tests.Incidents;

/// <summary>A projector in a transition is busy, which is no failure.</summary>
public sealed class BusyTests
{
    [Theory]
    [InlineData("busy")]
    [InlineData("server-error")]
    public async Task PowerOn_RefusedAsBusy_IsSentOncePerCommand(string reply)
    {
        await using var bench = await ProjectorBench.StartAsync("standby", new() { ["busy-reply"] = reply }, "busy=30s");
        await bench.ReadyAsync();
        var mark = bench.Host.Logs.Entries.Count;

        var refused = await bench.SendAsync("power", true);
        await bench.PassAsync(TimeSpan.FromSeconds(31));

        Assert.Equal(CommandAnswerStatus.Busy, refused.Status);
        Assert.Equal(1, bench.Requests(SystemNames.PowerOn));
        var taken = await bench.SendAsync("power", true);
        Assert.Equal(CommandAnswerStatus.Completed, taken.Status);
        Assert.Equal(2, bench.Requests(SystemNames.PowerOn));
        await bench.Host.WaitForAsync("state", "on");
        Assert.Empty(bench.LinesAboveDebug(mark));
        Assert.Equal(1, bench.Counters.Accepted);
        await bench.AssertNothingLeftAsync();
    }

    [Theory]
    [InlineData("busy")]
    [InlineData("server-error")]
    public async Task Readings_RefusedAsBusy_KeepConnectionAndValues(string reply)
    {
        await using var bench = await ProjectorBench.StartAsync("on", new() { ["busy-reply"] = reply });
        await bench.ReadyAsync();
        var mark = bench.Host.Logs.Entries.Count;
        bench.Ask("busy-reads=30s");

        await bench.Host.WaitForAsync(DeviceStatus.Busy);

        Assert.Equal(0, bench.Host.Find("brightness")!.Value);
        Assert.True(bench.Host.Find("brightness")!.IsAvailable);
        Assert.True(bench.Host.Find("inlet-temperature")!.IsAvailable);
        using (var visitor = await bench.VisitAsync())
        {
            await visitor.SetAsync(IlluminationNames.LaserPower, "40");
        }

        await bench.Host.WaitForAsync("laser-power", 40);
        await bench.Host.WaitForAsync(DeviceStatus.Online);
        Assert.Empty(bench.LinesAboveDebug(mark));
        Assert.Equal(1, bench.Host.Device.Connections.Opened);
    }

    [Fact]
    public async Task Conditioning_ShowsBusyAndTheStateAsItGoes()
    {
        await using var bench = await ProjectorBench.StartAsync(new ProjectorOptions
        {
            Knobs = new() { ["scale"] = "1", ["state"] = "ready", ["transition-latency"] = "3500ms" },
        });
        await bench.ReadyAsync();
        var mark = bench.Host.Logs.Entries.Count;

        Assert.Equal(CommandAnswerStatus.Completed, (await bench.SendAsync("power", true)).Status);
        await bench.Host.WaitForAsync("state", "conditioning");
        await bench.Host.WaitForAsync(DeviceStatus.Busy);
        await bench.UntilAsync(() => bench.Host.Device.Rhythms.All(rhythm => rhythm.State == "ok"), "nothing is being asked");
        var off = await bench.SendAsync("power", false);

        Assert.Equal(CommandAnswerStatus.Busy, off.Status);
        Assert.Equal(1, bench.Requests(SystemNames.PowerOff));
        await bench.Host.WaitForAsync("state", "on");
        await bench.Host.WaitForAsync(DeviceStatus.Online);
        Assert.Empty(bench.LinesAboveDebug(mark));
        await bench.AssertNothingLeftAsync();
    }
}
