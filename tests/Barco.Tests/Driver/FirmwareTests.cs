using PluginHost.Barco.Tests.Doubles;
using PluginHost.Runtime.Devices.Commands;

namespace PluginHost.Barco.Tests.Driver;

/// <summary>Where models and firmwares differ.</summary>
public sealed class FirmwareTests
{
    [Theory]
    [InlineData("batch-missing", "omit")]
    [InlineData("batch-missing", "error")]
    [InlineData("target-state", "false")]
    [InlineData("health", "false")]
    [InlineData("key-methods", "old")]
    [InlineData("notify-self", "false")]
    [InlineData("preset-form", "dictionary")]
    public async Task Knob_Turned_ChangesNothingForPeople(string knob, string value)
    {
        await using var bench = await ProjectorBench.StartAsync("on", new() { [knob] = value });

        await bench.Host.WaitForAsync("brightness", 0);
        await bench.Host.WaitForAsync("problem", false);
        await bench.Host.WaitForAsync("source", "HDMI");
        Assert.Equal(CommandAnswerStatus.Completed, (await bench.SendAsync("remote", "RC_MENU")).Status);
        Assert.Equal(CommandAnswerStatus.Completed, (await bench.SendAsync("contrast", 0.5)).Status);
        await bench.Host.WaitForAsync("contrast", 0.5);
        Assert.Equal(value != "false" || knob != "target-state", bench.Host.Find("target-state")!.IsAvailable);
        Assert.Equal(1, bench.Counters.Accepted);
        Assert.Empty(bench.LinesAboveDebug());
        await bench.AssertNothingLeftAsync();
    }

    [Theory]
    [InlineData("any", 1)]
    [InlineData("integer", 1)]
    [InlineData("text", 2)]
    public async Task Pin_IsTakenAsNumberOrText(string type, int logins)
    {
        await using var bench = await ProjectorBench.StartAsync("on", new() { ["auth-mode"] = "all", ["pin-type"] = type });

        await bench.ReadyAsync();

        Assert.Equal(logins, bench.Counters.Authentications);
        Assert.Equal(1, bench.Counters.Accepted);
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task CloseAfterReply_StillLosesNoSocket()
    {
        await using var bench = await ProjectorBench.StartAsync(new ProjectorOptions
        {
            Knobs = new() { ["close-after-reply"] = "true" },
            Change = ProjectorOptions.Restless,
        });

        await bench.OpenedAsync(20);

        await bench.AssertNothingLeftAsync();
    }
}
