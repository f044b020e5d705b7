using PluginHost.Runtime.Devices.Commands;
using PluginHost.Scripts.Tests.Doubles;
using PluginHost.Testing;

namespace PluginHost.Scripts.Tests.Altitude;

public sealed class AltitudeTests
{
    private const string CiPush = "IDENTS with_tsf,altitude_ci,decoder_dolby\nCURRENT_PRESET 0\nMETA_PRESET_LOADED 0\nCURRENT_PRESET 0\nCURRENT_PROFILE 0\nDECODER NONAUDIO 0 PLAYABLE 0 DECODER none UPMIXER none\nUPMIXER auto\n";

    /// <summary>Vectors 1 and 8 with it.</summary>
    [Theory]
    [InlineData(false, 0, "")]
    [InlineData(true, 0, CiPush)]
    [InlineData(true, 1, CiPush)]
    [InlineData(false, 7, CiPush)]
    public async Task Connects_InWhateverOrderAndPiecesTheAnswersCome(bool stateFirst, int pieceSize, string push)
    {
        var device = new FakeAltitude { StateFirst = stateFirst, PieceSize = pieceSize, Push = push };
        await using var bench = Bench(device);
        await bench.OnlineAsync();

        await bench.ShowsAsync("power", true);
        await bench.ShowsAsync("firmware", "5.3.0pre3+#+");
        await bench.ShowsAsync("serial", "165");
        await bench.ShowsAsync("volume", -40);
        await bench.ShowsAsync("mute", false);
        await bench.ShowsAsync("source", "Kaleidescape");
        await bench.ShowsAsync("preset", "Builtin");
        await bench.ShowsAsync("upmixer", "auto");
        await bench.ShowsAsync("sample-rate", "48000");
        await bench.ShowsAsync("audio-sync", true);
        await bench.ShowsAsync("audio-sync-mode", "Master");
        await bench.ShowsAsync("decoder", "PCM");
        await bench.ShowsAsync("active-upmixer", "none");
        await bench.ShowsAsync("source-format", "Stereo PCM");
        Assert.StartsWith("id ", device.Received.First(), StringComparison.Ordinal);
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Commands_SayWhatTheDocumentSays()
    {
        var device = new FakeAltitude();
        await using var bench = Bench(device);
        await bench.OnlineAsync();
        await bench.ShowsAsync("source", "Kaleidescape");

        await bench.CompletesAsync("volume", -35.5, "volume -35.5");
        await bench.ShowsAsync("volume", -35.5);
        await bench.CompletesAsync("volume-up", default, "dvolume 0.5");
        await bench.ShowsAsync("volume", -35);
        await bench.CompletesAsync("volume-down", default, "dvolume -0.5");
        await bench.CompletesAsync("volume", -12, "volume -12");
        foreach (var id in (string[])["mute", "dim", "bypass"])
        {
            await bench.CompletesAsync(id, true, $"{id} 1");
            await bench.ShowsAsync(id, true);
            await bench.CompletesAsync(id, false, $"{id} 0");
        }

        await bench.CompletesAsync("source", "Turntable", "profile 2");
        await bench.ShowsAsync("source", "Turntable");
        await bench.CompletesAsync("preset", "Music at night", "loadp 2");
        await bench.ShowsAsync("preset", "Music at night");
        await bench.CompletesAsync("upmixer", "upmix_on_native", "upmixer upmix_on_native");
        await bench.ShowsAsync("upmixer", "upmix_on_native");
        await bench.CompletesAsync("upmixer-next", default, "upmixer +");
        await bench.ShowsAsync("upmixer", "dts");
        await bench.CompletesAsync("upmixer-previous", default, "upmixer -");
        await bench.CompletesAsync("remapping-mode", "autoroute", "remapping_mode autoroute");
        await bench.ShowsAsync("remapping-mode", "autoroute");
        await bench.CompletesAsync("optimizer", true, "quick_optimized 1");
        await bench.CompletesAsync("acoustics-correction", true, "use_acoustics_correction 1");
        await bench.CompletesAsync("level-alignment", false, "use_level_alignment 0");
        await bench.CompletesAsync("time-alignment", true, "use_time_alignment 1");
        await bench.ShowsAsync("time-alignment", true);
        await bench.CompletesAsync("power", true, "get_current_profile");
        await bench.AssertNothingLeftAsync();
    }

    /// <summary>Vector 6.</summary>
    [Fact]
    public async Task Ramp_IsAskedForAndComesToRest()
    {
        var device = new FakeAltitude();
        await using var bench = new ScriptBench(new TrinnovAltitudeDriver(), On(device), settings: ("ramp", "50"));
        await bench.OnlineAsync();
        await bench.ShowsAsync("volume", -40);

        await bench.CompletesAsync("volume", -20, "volume_ramp -20 50");
        await bench.ShowsAsync("volume", -20);

        var shown = bench.Host.Events.Read(null, null, null, 10_000).Entries.Count(one => one.Entity == "volume");
        Assert.InRange(shown, 2, 4);
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Volume_NeverExceedsWhatTheOwnerAllowed()
    {
        var device = new FakeAltitude();
        await using var bench = new ScriptBench(new TrinnovAltitudeDriver(), On(device), settings: ("max-volume", "-10"));
        await bench.OnlineAsync();

        Assert.Equal(CommandAnswerStatus.Refused, (await bench.SendAsync("volume", -5)).Status);
        await bench.AssertNothingLeftAsync();
    }

    /// <summary>Vectors 9 and 10, and vector 2's refusal.</summary>
    [Fact]
    public async Task Notices_AreShown()
    {
        var device = new FakeAltitude { StateFirst = true };
        await using var bench = Bench(device);
        await bench.OnlineAsync();
        await bench.CompletesAsync("source", "Apple TV", "profile 1");

        await device.PushAsync("DECODER NONAUDIO 1 PLAYABLE 1 DECODER ATMOS TrueHD UPMIXER Dolby Surround\n");
        await bench.ShowsAsync("decoder", "ATMOS TrueHD");
        await bench.ShowsAsync("active-upmixer", "Dolby Surround");
        await device.PushAsync("AUDIOSYNC STATUS 0\r\nnative\r\nPROFILES_CLEAR\r\nOPTSOURCE 0 HDMI one OK\r\nOPTSOURCE 1 Phono\r\nCURRENT_PRESET -1\r\n");
        await bench.ShowsAsync("audio-sync", false);
        await bench.ShowsAsync("upmixer", "native");
        await bench.ShowsAsync("source", "Phono");
        await bench.ShowsAsync("preset", "None");
        Assert.Equal(["HDMI one", "Phono"], bench.Host.Find("source")!.Declared.Options);
        Assert.Equal(CommandAnswerStatus.Refused, (await bench.SendAsync("preset", "Config_9")).Status);
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task SilentConnection_IsNormalAndSeldomAsked()
    {
        var time = new FakeTimeProvider();
        var device = new FakeAltitude();
        await using var bench = new ScriptBench(new TrinnovAltitudeDriver(), On(device), time);
        await bench.OnlineAsync();
        await bench.PassAsync(5);
        var before = device.Received.Count;

        await bench.PassAsync(660, step: 2.5);

        Assert.Equal(1, device.Accepted);
        Assert.InRange(device.Received.Count - before, 9, 25);
        Assert.Equal(2, device.Count("get_current_state"));
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task FiftyDisconnects_LeaveNothing()
    {
        var device = new FakeAltitude { Push = CiPush };
        await using var bench = Bench(device);

        await bench.AssertOutlivesAsync(disconnects: 50);
    }

    internal static FakeAltitude On(FakeAltitude device)
    {
        device.Start();
        return device;
    }

    internal static ScriptBench Bench(FakeAltitude device) => new(new TrinnovAltitudeDriver(), On(device));
}
