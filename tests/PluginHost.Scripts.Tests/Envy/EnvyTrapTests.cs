using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Scripts.Tests.Doubles;
using PluginHost.Testing;

namespace PluginHost.Scripts.Tests.Envy;

/// <summary>What other clients of the Envy fell into.</summary>
public sealed class EnvyTrapTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    /// <summary>Zero bytes are the end: a client that read on spun until the house froze.</summary>
    [Fact]
    public async Task EndOfStream_IsNoEmptyMessage()
    {
        var time = new FakeTimeProvider();
        var device = new FakeEnvy(time).On();
        await using var bench = new ScriptBench(new MadVrEnvyDriver(), device, time);
        await bench.OnlineAsync();

        device.StopListening();
        device.CloseAll();
        await bench.Host.WaitForAsync(DeviceStatus.Backoff);
        await bench.PassAsync(120, step: 1);

        Assert.Equal(1, bench.Host.Device.Connections.Opened);
        Assert.InRange(bench.Host.Device.Transitions.Count, 2, 20);
        await bench.AssertNothingLeftAsync();
    }

    /// <summary>Vector 10.</summary>
    [Fact]
    public async Task CutLines_AreJoined()
    {
        var device = new FakeEnvy(TimeProvider.System);
        await using var bench = EnvyTests.Bench(device);
        await bench.OnlineAsync();
        await device.PushAsync("NoSignal\r\n");
        await bench.ShowsAsync("signal", false);

        await device.PushAsync("Incoming");
        await device.PushAsync("SignalInfo 1920x1080 23.976p 2D 422 10bit HLG 2020 TV 16:9\r\nNoSi");
        await bench.ShowsAsync("incoming-resolution", "1920x1080");
        await device.PushAsync("gnal\r\n");
        await bench.ShowsAsync("signal", false);
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task OneWordLines_AreHeard()
    {
        var device = new FakeEnvy(TimeProvider.System);
        await using var bench = EnvyTests.Bench(device);
        await bench.OnlineAsync();

        await device.PushAsync("ToneMapOn\r\nCloseMenu\r\nResetTemporary\r\nDisplayChanged\r\nFirmwareUpdate\r\nUploadSettingsFile\r\nNoSignal\r\n");
        await bench.ShowsAsync("tone-map", true);
        await bench.ShowsAsync("menu", "None");
        await bench.ShowsAsync("signal", false);
        await bench.AssertNothingLeftAsync();
    }

    /// <summary>Vector 9 and its variants: the connection may be gone before the OK is.</summary>
    [Theory]
    [InlineData("OK\nStandby\n", false)]
    [InlineData("Standby\nOK\n", false)]
    [InlineData("OK\n", false)]
    [InlineData("", false)]
    [InlineData("", true)]
    public async Task LostOk_OfStandbyIsSuccess(string words, bool resets)
    {
        var device = new FakeEnvy(TimeProvider.System) { Farewell = (words, resets) };
        await using var bench = EnvyTests.Bench(device);
        await bench.OnlineAsync();

        Assert.Equal(CommandAnswerStatus.Completed, (await bench.SendAsync("power", false)).Status);
        await bench.ShowsAsync("power", false);
        await bench.AssertNothingLeftAsync();
    }

    [Theory]
    [InlineData("poweroff")]
    [InlineData("restart")]
    public async Task LostConnection_OfPowerOffAndRestartIsSuccess(string button)
    {
        var device = new FakeEnvy(TimeProvider.System);
        await using var bench = EnvyTests.Bench(device);
        await bench.OnlineAsync();

        Assert.Equal(CommandAnswerStatus.Completed, (await bench.SendAsync(button, default)).Status);
        await bench.UntilAsync(() => bench.Host.Device.Connections.Closed >= 1, "the connection is gone");
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task BriefAnswers_WhileShuttingDownAreNotBelieved()
    {
        var time = new FakeTimeProvider();
        var device = new FakeEnvy(time) { LingersOn = true }.On();
        await using var bench = new ScriptBench(new MadVrEnvyDriver(), device, time);
        await bench.OnlineAsync();

        await bench.SendAsync("power", false);
        await bench.ShowsAsync("power", false);
        var accepted = device.Accepted;
        await bench.PassAsync(25, step: 1);

        Assert.Equal(accepted, device.Accepted);
        Assert.Equal(false, bench.Host.Find("power")!.Value);
        await bench.PassAsync(60, step: 1);
        Assert.True(device.Accepted > accepted);
        Assert.Equal(false, bench.Host.Find("power")!.Value);
        Assert.NotEqual(DeviceStatus.Online, bench.Host.Device.Status);
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Off_IsNormalAndQuiet()
    {
        var time = new FakeTimeProvider();
        var device = new FakeEnvy(time).On();
        device.StopListening();
        await using var bench = new ScriptBench(new MadVrEnvyDriver(), device, time);

        await bench.ShowsAsync("power", false);
        await bench.PassAsync(600, step: 2);

        Assert.InRange(bench.Host.Logs.Entries.Count(entry => entry.Level >= Microsoft.Extensions.Logging.LogLevel.Warning), 0, 2);
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task PowerOn_WakesAgainUntilItHears()
    {
        var time = new FakeTimeProvider();
        var device = new FakeEnvy(time).On();
        await using var bench = new ScriptBench(new MadVrEnvyDriver(), device, time, FakeEnvy.Mac);
        await bench.OnlineAsync();
        await bench.SendAsync("power", false);
        await bench.ShowsAsync("power", false);
        device.Wakes = false;

        var answer = await bench.SendAsync("power", true, isWaitedFor: false);
        Assert.Equal(CommandAnswerStatus.Waiting, answer.Status);
        await bench.UntilAsync(() => bench.WakeUps >= 3, "it is woken again", Step);
        device.Wakes = true;

        await bench.OnlineAsync(TimeSpan.FromSeconds(0.2));
        await bench.ShowsAsync("power", true);
        Assert.DoesNotContain(device.Received, request => request is "KeyPress POWER");
        Assert.Equal(1, device.Count("Standby"));
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task StaleState_IsGoneAfterAReconnect()
    {
        var device = new FakeEnvy(TimeProvider.System);
        await using var bench = EnvyTests.Bench(device);
        await bench.OnlineAsync();
        await device.PushAsync("OpenMenu Info\r\nSetAspectRatioMode Hold\r\n");
        await bench.ShowsAsync("aspect-mode", "Hold");
        device.Signal = "NoSignal";

        device.CloseAll();
        await bench.UntilAsync(() => bench.Host.Device.Connections.Opened == 2, "it is back");
        await bench.OnlineAsync();

        await bench.ShowsAsync("signal", false);
        Assert.Equal((false, false, false), (
            bench.Host.Find("menu")!.IsAvailable, bench.Host.Find("aspect-mode")!.IsAvailable, bench.Host.Find("incoming-rate")!.IsAvailable));
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task UnknownWordsAndMoreTemperatures_AreNoError()
    {
        var device = new FakeEnvy(TimeProvider.System);
        await using var bench = EnvyTests.Bench(device);
        await bench.OnlineAsync();

        await device.PushAsync("Brandnew 1 \"two words\"\r\n\r\n\n\rTemperatures 50 \"51\" 52 53 54 \"55\"\r\nTemperatures 1\r\nAspectRatio x\r\nActiveProfile NOBODY 3\r\nToneMapOff\r\n");
        await bench.ShowsAsync("tone-map", false);
        await bench.ShowsAsync("gpu-temperature", 50);
        await bench.ShowsAsync("hdmi-temperature", 51);
        await bench.ShowsAsync("board-temperature", 53);
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task MissingHeartbeat_IsALostConnectionLikeAnother()
    {
        var time = new FakeTimeProvider();
        var device = new FakeEnvy(time).On();
        await using var bench = new ScriptBench(new MadVrEnvyDriver(), device, time);
        await bench.OnlineAsync();

        await device.PushAsync("MissingHeartbeat\r\n");
        device.CloseAll();
        await bench.UntilAsync(() => bench.Host.Device.Connections.Opened == 2, "it is back");
        await bench.OnlineAsync();
        await bench.AssertNothingLeftAsync();
    }
}
