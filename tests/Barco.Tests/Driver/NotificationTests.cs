using PluginHost.Barco.Protocol.Names;
using PluginHost.Barco.Tests.Doubles;

namespace PluginHost.Barco.Tests.Driver;

public sealed class NotificationTests
{
    [Fact]
    public async Task LaserPower_ChangedElsewhere_IsShownWithoutAsking()
    {
        await using var bench = await ProjectorBench.StartAsync("on");
        await bench.ReadyAsync();
        using var visitor = await bench.VisitAsync();
        var asked = bench.Requests(PulseMethods.PropertyGet);
        var before = bench.Time.GetUtcNow();

        await visitor.SetAsync(IlluminationNames.LaserPower, "40");
        await bench.Host.WaitForAsync("laser-power", 40);

        var shown = bench.Host.Find("laser-power")!.UpdatedAt!.Value;
        Assert.InRange(shown - before, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.InRange(bench.Requests(PulseMethods.PropertyGet) - asked, 0, 1);
    }

    [Theory]
    [InlineData("object-changed")]
    [InlineData("model-updated")]
    public async Task PowerOn_Elsewhere_BringsTheControls(string key)
    {
        await using var bench = await ProjectorBench.StartAsync("standby", new() { ["model-updated-key"] = key, ["scale"] = "0.2" });
        await bench.ReadyAsync();
        Assert.False(bench.Host.Find("brightness")!.IsAvailable);
        using var visitor = await bench.VisitAsync();

        await visitor.CallAsync(SystemNames.PowerOn);

        await bench.Host.WaitForAsync("power", true);
        await bench.Host.WaitForAsync("brightness", 0);
        await bench.Host.WaitForAsync("state", "on");
        await bench.Host.WaitForAsync("laser", true);
    }

    [Fact]
    public async Task Answers_InPiecesAndReversed_AreFoundByTheirIds()
    {
        await using var bench = await ProjectorBench.StartAsync(
            "on", new() { ["reply-order"] = "reversed", ["chunk-size"] = "7", ["notify-self"] = "true" });
        await bench.ReadyAsync();

        for (var number = 1; number <= 5; number++)
        {
            await bench.SendAsync("contrast", number / 10d);
            await bench.Host.WaitForAsync("contrast", number / 10d);
        }

        Assert.Equal(1, bench.Counters.Accepted);
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Flood_OfNotifications_IsTakenWithoutHarm()
    {
        await using var bench = await ProjectorBench.StartAsync("on");
        await bench.ReadyAsync();

        bench.Ask("flood=20000@1");
        await bench.SendAsync("gamma", 1.5);
        await bench.Host.WaitForAsync("gamma", 1.5);
        await bench.SendAsync("sharpness", 3);

        await bench.Host.WaitForAsync("sharpness", 3);
        Assert.Equal(1, bench.Counters.Accepted);
        await bench.AssertNothingLeftAsync();
    }
}
