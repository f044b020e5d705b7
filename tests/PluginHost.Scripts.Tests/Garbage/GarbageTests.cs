using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Scripts.Tests.Doubles;

namespace PluginHost.Scripts.Tests.Garbage;

/// <summary>Any bytes in any pieces: no crash, no hang, nothing left.</summary>
public sealed class GarbageTests
{
    private static readonly string[] Words =
    [
        "WELCOME to Envy v1\r\n", "OK\r\n", "OK", "\r", "\n", "\r\n", "\"", " ", "ERROR", "IncomingSignalInfo ", "1 2 3 4 5 6 7 8 9 ", "Profile.\n", "Profile a \"b\"\n",
        "Temperatures NaN 1e999 - \"x\"\n", "ActivateProfile SOURCE 99999999999\n", "Welcome on Trinnov Optimizer (Version , ID 99999999999)\n", "VOLUME 1e999\n", "VOLUME NaN\n",
        "LABEL 999: x\n", "LABEL 1:\n", "LABELS_CLEAR\n", "PROFILE -5\n", "CURRENT_PRESET 2147483648\n", "DECODER NONAUDIO 0 PLAYABLE 0 DECODER UPMIXER\n", "OPTSOURCE 1\n", "MUTE x\n",
        "META_PRESET_LOADED\n", "HTTP/1.1 200 OK\r\n", "Content-Length: 40\r\n\r\n", "{\"status\":200,", "\"video\":{\"path\":[],\"duration\":\"x\"}}", "\ud83d", "\"\\ud800\"", "\0", "ÿ",
    ];

    public static TheoryData<string> Drivers => ["envy", "altitude", "zidoo"];

    [Theory]
    [MemberData(nameof(Drivers))]
    public void AnyBytes_NeitherBreakNorHoldTheDriver(string which) =>
        Prop.ForAll(Streams().ToArbitrary(), input =>
        {
            var run = RunAsync(which, input.Bytes, input.Piece);
            Assert.True(run.Wait(TimeSpan.FromSeconds(60)), "It hangs.");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    /// <summary>Answers that are JSON of the wrong shape, where an Envy's lines have their field counts.</summary>
    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"status":"x","video":{"status":{},"path":7,"title":["\ud800"]}}""")]
    [InlineData("""{"video":{"\ud800":1}}""")]
    [InlineData("""{"status":200,"video":{"path":"x","title":"\ud800"}}""")]
    [InlineData("""{"state":3,"playingMusic":5,"position":1e999,"volumeData":{"maxVolume":"loud","currenttVolume":null,"isMute":7}}""")]
    [InlineData("not JSON at all")]
    public async Task AnyJson_DoesNotBreakTheDriver(string body)
    {
        var device = new FakeZidoo();
        foreach (var path in (string[])["/ZidooVideoPlay/getPlayStatus", "/ZidooMusicControl/v2/getState", "/ZidooControlCenter/Apps/getApps", "/ZidooVideoPlay/getAudioList"])
        {
            device.Set(path, body);
        }

        device.Start();
        await using var bench = new ScriptBench(new ZidooDriver(), device);
        await bench.UntilAsync(() => device.Count("ZidooControlCenter/getModel") >= 2 || device.Count("ZidooVideoPlay/getPlayStatus") >= 2, "it goes on");

        Assert.NotEqual(DeviceStatus.Failed, bench.Host.Device.Status);
        await bench.AssertNothingLeftAsync();
    }

    private static Gen<(byte[] Bytes, int Piece)> Streams()
    {
        var bytes = Gen.Choose(0, 255).Select(one => (byte)one).ArrayOf();
        var words = Gen.Elements(Words).Select(Encoding.UTF8.GetBytes);
        return from parts in Gen.OneOf(bytes, words, words).ArrayOf() from piece in Gen.Choose(0, 5) select (parts.SelectMany(part => part).ToArray(), piece);
    }

    private static async Task RunAsync(string which, byte[] bytes, int piece)
    {
        IDeviceDriver driver = which switch { "envy" => new MadVrEnvyDriver(), "altitude" => new TrinnovAltitudeDriver(), _ => new ZidooDriver() };
        var device = new FakeBabbler { Words = bytes, PieceSize = piece };
        device.Start();
        await using var bench = new ScriptBench(driver, device);
        await bench.UntilAsync(() => device.Accepted >= 2, "it tries again");

        Assert.NotEqual(DeviceStatus.Failed, bench.Host.Device.Status);
        await bench.AssertNothingLeftAsync();
    }
}
