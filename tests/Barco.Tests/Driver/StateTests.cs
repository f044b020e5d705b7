using PluginHost.Barco.Protocol.Names;
using PluginHost.Barco.Tests.Doubles;
using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.Supervision;

namespace PluginHost.Barco.Tests.Driver;

/// <summary>The projector's states and what is there in each.</summary>
public sealed class StateTests
{
    private static readonly string[] OfThePicture = ["source", "laser-power", "brightness", "test-pattern", "shutter", "signal"];

    [Theory]
    [InlineData("persistent")]
    [InlineData("per-poll")]
    public async Task Picture_IsUnavailableInStandbyAndReturnsInOn(string connection)
    {
        await using var bench = await With(connection);
        await bench.Host.WaitForAsync("brightness", 0);
        using (var visitor = await bench.VisitAsync())
        {
            await visitor.CallAsync(SystemNames.PowerOff);
            await bench.Host.WaitForAsync("state", "ready");
            await visitor.CallAsync(SystemNames.PowerOff);
            await bench.Host.WaitForAsync("state", "standby");
        }

        await bench.UntilAsync(() => OfThePicture.All(id => !bench.Host.Find(id)!.IsAvailable), "the picture is unavailable");
        await bench.Host.WaitForAsync("inlet-temperature", 22.6);
        Assert.True(bench.Host.Find("power")!.IsAvailable);
        Assert.Equal(CommandAnswerStatus.Refused, (await bench.SendAsync("brightness", 0.5)).Status);

        Assert.Equal(CommandAnswerStatus.Completed, (await bench.SendAsync("power", true)).Status);

        await bench.Host.WaitForAsync("state", "on");
        await bench.UntilAsync(() => OfThePicture.All(id => bench.Host.Find(id)!.IsAvailable), "the picture is back");
        Assert.Equal(DeviceStatus.Online, bench.Host.Device.Status);
    }

    [Fact]
    public async Task PowerOn_ReturnsAfterItsOwnReply()
    {
        await using var bench = await ProjectorBench.StartAsync("standby", new() { ["scale"] = "1", ["transition-latency"] = "3500ms" });
        await bench.ReadyAsync();

        var answer = await bench.SendAsync("power", true);

        Assert.Equal(CommandAnswerStatus.Completed, answer.Status);
        Assert.InRange(answer.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.NotEqual("on", bench.Host.Find("state")!.Value);
        await bench.Host.WaitForAsync("state", "on");
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task PowerOn_WhileAsleep_WakesItAndIsCarriedOut()
    {
        await using var bench = await With("persistent", "standby");
        await bench.ReadyAsync();
        using (var visitor = await bench.VisitAsync())
        {
            await visitor.CallAsync(SystemNames.GoToEco);
        }

        await bench.Host.WaitForAsync(DeviceStatus.Backoff);
        Assert.Contains("eco", bench.Host.Device.LastError, StringComparison.Ordinal);
        await bench.Host.WaitForAsync("state", "eco");
        await bench.Host.WaitForAsync("power", false);
        Assert.False(bench.Host.Find("inlet-temperature")!.IsAvailable);
        Assert.Equal("2590000001", bench.Host.Find("serial")!.Value);
        Assert.Equal(CommandAnswerStatus.Offline, (await bench.SendAsync("brightness", 0.5)).Status);

        var answer = await bench.SendAsync("power", true);

        Assert.Equal(CommandAnswerStatus.Waiting, answer.Status);
        await bench.Host.WaitForAsync("state", "on");
        Assert.Equal(1, bench.Requests(SystemNames.PowerOn));
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Command_DuringAPoll_DoesNotWaitForTheNext()
    {
        await using var bench = await ProjectorBench.StartAsync(new ProjectorOptions
        {
            Knobs = new() { ["latency"] = "1s" },
            Settings = new() { ["connection"] = "per-poll" },
        });
        await bench.Host.WaitForAsync(DeviceStatus.Online);
        await bench.OpenedAsync(2);
        await bench.UntilAsync(() => bench.Host.Device.Rhythms.Any(rhythm => rhythm.State == "running"), "a poll is under way");

        var answer = await bench.SendAsync("remote", "RC_MENU");

        Assert.Equal(CommandAnswerStatus.Completed, answer.Status);
        await bench.AssertNothingLeftAsync();
    }

    private static Task<ProjectorBench> With(string connection, string state = "on") => ProjectorBench.StartAsync(new ProjectorOptions
    {
        Knobs = new() { ["state"] = state, ["scale"] = "0.1" },
        Settings = new() { ["connection"] = connection },
    });
}
