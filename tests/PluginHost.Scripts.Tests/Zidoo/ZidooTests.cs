using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Scripts.Tests.Doubles;

namespace PluginHost.Scripts.Tests.Zidoo;

public sealed class ZidooTests
{
    private const string Key = "ZidooControlCenter/RemoteControl/sendkey?key=Key.";

    /// <summary>Vectors 1, 3 and 5.</summary>
    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(0, true)]
    public async Task Film_IsShownWithItsTracks(int pieceSize, bool dropsIdle)
    {
        var device = new FakeZidoo { PieceSize = pieceSize, DropsIdle = dropsIdle };
        device.Set("/ZidooVideoPlay/getPlayStatus", FakeZidoo.Film);
        device.Set("/ZidooMusicControl/v2/getState", FakeZidoo.Song);
        await using var bench = Bench(device);
        await bench.OnlineAsync();

        await bench.ShowsAsync("power", true);
        await bench.ShowsAsync("model", "DMP-A8");
        await bench.ShowsAsync("firmware", "v1.5.75");
        await bench.ShowsAsync("state", "playing");
        await bench.ShowsAsync("title", "Film");
        await bench.ShowsAsync("position", 3.263);
        await bench.ShowsAsync("duration", 6905);
        await bench.ShowsAsync("width", 3840);
        await bench.ShowsAsync("video-output", "3840x2160P @ 60Hz  RGB  8 Bits   DV(TV-LED)");
        await bench.ShowsAsync("audio-track", "French 5.1");
        await bench.ShowsAsync("subtitle", "French");
        await bench.ShowsAsync("volume", 200);
        await bench.ShowsAsync("mute", false);
        Assert.Equal(["Netflix"], bench.Host.Find("app")!.Declared.Options);
        Assert.Equal(1, device.Count("ZidooVideoPlay/getAudioList"));
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Song_IsShown()
    {
        var device = new FakeZidoo();
        device.Set("/ZidooMusicControl/v2/getState", FakeZidoo.Song);
        await using var bench = Bench(device);
        await bench.OnlineAsync();

        await bench.ShowsAsync("state", "playing");
        await bench.ShowsAsync("artist", "Leonard Cohen");
        await bench.ShowsAsync("position", 43.31);
        await bench.CompletesAsync("position", 60, "ZidooMusicControl/v2/seekTo?time=60000");
        await bench.CompletesAsync("volume", 50, "ZidooMusicControl/v2/setDevicesVolume?volume=50");
        await bench.CompletesAsync("mute", true, "ZidooMusicControl/v2/setMuteVolume?isMute=1");
        await bench.AssertNothingLeftAsync();
    }

    /// <summary>Vector 6.</summary>
    [Fact]
    public async Task NothingPlaying_IsIdleAndNoError()
    {
        await using var bench = Bench(new FakeZidoo());
        await bench.OnlineAsync();

        await bench.ShowsAsync("state", "idle");
        Assert.False(bench.Host.Find("title")!.IsAvailable);
        await bench.AssertNothingLeftAsync();
    }

    /// <summary>Vector 7 among them.</summary>
    [Fact]
    public async Task Commands_SayWhatTheDocumentSays()
    {
        var device = new FakeZidoo();
        device.Set("/ZidooVideoPlay/getPlayStatus", FakeZidoo.Film);
        await using var bench = Bench(device);
        await bench.OnlineAsync();
        await bench.ShowsAsync("title", "Film");

        await bench.CompletesAsync("position", 60, "ZidooVideoPlay/seekTo?positon=60000");
        await bench.CompletesAsync("audio-track", "English 7.1", "ZidooVideoPlay/setAudio?index=1");
        await bench.CompletesAsync("subtitle", "Off", "ZidooVideoPlay/setSubtitle?index=0");
        await bench.CompletesAsync("app", "Netflix", "ZidooControlCenter/Apps/openApp?packageName=com.netflix.ninja");
        await bench.CompletesAsync("chapter-next", default, "ZidooVideoPlay/changevideo?type=1&tag=1");
        await bench.CompletesAsync("power", true, "ZidooControlCenter/getModel");
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Keys_AreSpeltAsTheDeviceSpellsThem()
    {
        await using var bench = Bench(new FakeZidoo());
        await bench.OnlineAsync();
        var buttons = bench.Host.Device.Entities.Where(entity => entity.Declared.Kind == EntityKind.Button).Select(entity => entity.Declared.Id).ToList();

        Assert.Contains("key-pageup", buttons);
        foreach (var button in buttons)
        {
            Assert.Equal(CommandAnswerStatus.Completed, (await bench.SendAsync(button, default)).Status);
        }

        await bench.AssertNothingLeftAsync();
    }

    /// <summary>Vector 2, and an answer that never comes.</summary>
    [Theory]
    [InlineData("true", "PowerOn.Standby", false)]
    [InlineData("false", "PowerOn.Poweroff", false)]
    [InlineData("false", "PowerOn.Poweroff", true)]
    public async Task PowerOff_IsDoneWithOrWithoutAnAnswer(string standby, string key, bool isAbrupt)
    {
        var device = new FakeZidoo { GoesAbruptly = isAbrupt };
        await using var bench = new ScriptBench(new ZidooDriver(), On(device), settings: ("standby", standby));
        await bench.OnlineAsync();

        await bench.CompletesAsync("power", false, Key + key);
        await bench.ShowsAsync("power", false);
        await bench.ShowsAsync("state", "off");
        await bench.AssertNothingLeftAsync();
    }

    [Theory]
    [InlineData("secret", true)]
    [InlineData("wrong", false)]
    public async Task Password_GoesIntoItsHeader(string password, bool isRight)
    {
        var device = new FakeZidoo { Password = "secret" };
        await using var bench = new ScriptBench(new ZidooDriver(), On(device), settings: ("password", password));

        await bench.UntilAsync(() => device.Received.Count >= 2, "it has asked");
        if (isRight)
        {
            await bench.OnlineAsync();
        }

        Assert.Equal(isRight, bench.Host.Device.Status == DeviceStatus.Online);
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task FiftyDisconnects_LeaveNothing()
    {
        var device = new FakeZidoo();
        await using var bench = Bench(device);
        for (var round = 1; round <= 50; round++)
        {
            var asked = device.Received.Count;
            await bench.UntilAsync(() => device.Received.Count > asked && device.Clients.Count > 0, $"round {round}");
            device.CloseAll(reset: round % 2 == 0);
            bench.Host.Reconnect();
        }

        await bench.OnlineAsync();
        await bench.AssertNothingLeftAsync();
    }

    internal static FakeZidoo On(FakeZidoo device)
    {
        device.Start();
        return device;
    }

    internal static ScriptBench Bench(FakeZidoo device) => new(new ZidooDriver(), On(device));
}
