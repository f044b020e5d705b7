using PluginHost.Runtime.Devices.Commands;
using PluginHost.Scripts.Tests.Doubles;
using PluginHost.Testing;

namespace PluginHost.Scripts.Tests.Envy;

public sealed class EnvyTests
{
    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    [InlineData(true, 1)]
    [InlineData(false, 7)]
    public async Task Connects_InWhateverOrderAndPiecesTheAnswersCome(bool answersFirst, int pieceSize)
    {
        await using var bench = Bench(new FakeEnvy(TimeProvider.System) { AnswersFirst = answersFirst, PieceSize = pieceSize });
        await bench.OnlineAsync();

        await bench.ShowsAsync("power", true);
        await bench.ShowsAsync("version", "v1.1.3");
        await bench.ShowsAsync("signal", true);
        await bench.ShowsAsync("incoming-hdr", true);
        await bench.ShowsAsync("outgoing-hdr", false);
        await bench.ShowsAsync("incoming-resolution", "3840x2160");
        await bench.ShowsAsync("incoming-dynamic-range", "HDR10");
        await bench.ShowsAsync("incoming-aspect", "16:9");
        await bench.ShowsAsync("outgoing-levels", "TV");
        await bench.ShowsAsync("aspect-ratio", 1.778);
        await bench.ShowsAsync("aspect-name", "16:9");
        await bench.ShowsAsync("masking-percent", 178);
        await bench.ShowsAsync("gpu-temperature", 74);
        await bench.ShowsAsync("hdmi-temperature", 67);
        await bench.ShowsAsync("cpu-temperature", 41);
        await bench.ShowsAsync("board-temperature", 45);
        await bench.ShowsAsync("profile-source", "First SOURCE");
        await bench.ShowsAsync("profile-display", "None");
        await bench.ShowsAsync("profile-custom", "None");
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Commands_SayWhatTheDocumentSays()
    {
        await using var bench = Bench(new FakeEnvy(TimeProvider.System));
        await bench.OnlineAsync();

        await bench.CompletesAsync("menu", "Configuration", "OpenMenu Configuration");
        await bench.ShowsAsync("menu", "Configuration");
        await bench.CompletesAsync("menu", "None", "CloseMenu");
        await bench.ShowsAsync("menu", "None");
        await bench.CompletesAsync("aspect-mode", "2.35:1", "SetAspectRatioMode 2.35:1");
        await bench.ShowsAsync("aspect-mode", "2.35:1");
        await bench.CompletesAsync("tone-map", true, "ToneMapOn");
        await bench.ShowsAsync("tone-map", true);
        await bench.CompletesAsync("tone-map", false, "ToneMapOff");
        await bench.CompletesAsync("profile-custom", "Second CUSTOM", "ActivateProfile CUSTOM 2");
        await bench.ShowsAsync("profile-custom", "Second CUSTOM");
        await bench.CompletesAsync("profile-source", "None", "ActivateProfile SOURCE 0");
        await bench.CompletesAsync("message", "He said \"hi\"\r\nStandby", "DisplayMessage 5 \"He said hiStandby\"");
        await bench.CompletesAsync("power", true, "Heartbeat");
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Buttons_AllMeanSomethingToTheDevice()
    {
        await using var bench = Bench(new FakeEnvy(TimeProvider.System));
        await bench.OnlineAsync();
        var buttons = bench.Host.Device.Entities.Where(entity => entity.Declared.Kind == EntityKind.Button).Select(entity => entity.Declared.Id);
        foreach (var button in buttons.Except(["restart", "poweroff"]))
        {
            Assert.Equal(CommandAnswerStatus.Completed, (await bench.SendAsync(button, default)).Status);
        }
    }

    [Fact]
    public async Task Refusal_ReachesWhoeverSentTheCommand()
    {
        var device = new FakeEnvy(TimeProvider.System);
        await using var bench = Bench(device);
        await bench.OnlineAsync();
        device.Refusal = "invalid command";

        var answer = await bench.SendAsync("hotplug", default);

        Assert.Equal(CommandAnswerStatus.Refused, answer.Status);
        Assert.Contains("invalid command", answer.Reason, StringComparison.Ordinal);
        device.Refusal = null;
        await bench.AssertNothingLeftAsync();
    }

    /// <summary>Vectors 5 and 6, as they were captured.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5)]
    public async Task CapturedNotices_AreShown(int pieceSize)
    {
        var device = new FakeEnvy(TimeProvider.System) { PieceSize = pieceSize };
        await using var bench = Bench(device);
        await bench.OnlineAsync();

        await device.PushAsync("IncomingSignalInfo 3840x2160 59.940p 2D 420 10bit SDR 709 TV 16:9\r\nReloadSoftware\r\nOutgoingSignalInfo 4096x2160 59.940p 2D RGB 8bit SDR 709 TV\r\nAspectRatio 3840:2160 1.778 178 \"16:9\"\r\nMaskingRatio 3044:1712 1.778 178\r\nKeyPress MENU\r\nOpenMenu Configuration\r\n");
        await bench.ShowsAsync("menu", "Configuration");
        await bench.ShowsAsync("incoming-hdr", false);

        await device.PushAsync("AspectRatio 3816:2146 1.778 178 \"16:9\"\r\nResetTemporary\r\nNoSignal\r\nOutgoingSignalInfo 4096x2160 59.940p 2D RGB 8bit SDR 709 TV\r\n");
        await bench.ShowsAsync("signal", false);
        await bench.UnavailableAsync("incoming-resolution");
        await device.PushAsync("IncomingSignalInfo 1280x720 59.940p 2D 422 12bit SDR 709 TV 16:9\r\nAspectRatio 1280:0720 1.778 178 \"16:9\"\r\nAspectRatio 1272:0525 2.423 240 \"Panavision\"\r\nMaskingRatio 4092:1689 2.423 240\r\n");
        await bench.ShowsAsync("masking-percent", 240);
        await bench.ShowsAsync("aspect-name", "Panavision");
        await bench.ShowsAsync("aspect-size", "1272:525");
        await bench.ShowsAsync("incoming-resolution", "1280x720");
        await bench.ShowsAsync("signal", true);
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Heartbeat_KeepsItForHours()
    {
        var time = new FakeTimeProvider();
        var device = new FakeEnvy(time).On();
        await using var bench = new ScriptBench(new MadVrEnvyDriver(), device, time);
        await bench.OnlineAsync();

        await bench.PassAsync(300, step: 2);

        Assert.Equal(1, device.Accepted);
        Assert.InRange(device.Count("Heartbeat"), 14, 18);
        Assert.InRange(device.Count("GetTemperatures"), 4, 7);
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Silence_EndsTheConnectionAndFindsItAgain()
    {
        var time = new FakeTimeProvider();
        var device = new FakeEnvy(time).On();
        await using var bench = new ScriptBench(new MadVrEnvyDriver(), device, time);
        await bench.OnlineAsync();

        device.IsMute = true;
        await bench.UntilAsync(() => bench.Host.Device.LastError.Contains("not complete within 5 s", StringComparison.Ordinal), "it notices", TimeSpan.FromSeconds(0.5));
        device.IsMute = false;
        await bench.OnlineAsync(TimeSpan.FromSeconds(0.2));
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task FiftyDisconnects_LeaveNothing()
    {
        var device = new FakeEnvy(TimeProvider.System);
        await using var bench = Bench(device);

        await bench.AssertOutlivesAsync(disconnects: 50);
    }

    internal static ScriptBench Bench(FakeEnvy device) => new(new MadVrEnvyDriver(), device.On());
}
