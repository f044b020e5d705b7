using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Scripts.Tests.Doubles;
using PluginHost.Testing;

namespace PluginHost.Scripts.Tests.Zidoo;

/// <summary>What other clients of the player fell into.</summary>
public sealed class ZidooTrapTests
{
    private const string Probe = "ZidooControlCenter/getModel";
    private const string State = "ZidooVideoPlay/getPlayStatus";

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(0.5);

    [Fact]
    public async Task RefusedPort_IsTriedOncePerPause()
    {
        var time = new FakeTimeProvider();
        var device = ZidooTests.On(new FakeZidoo());
        device.StopListening();
        await using var bench = new ScriptBench(new ZidooDriver(), device, time);

        await bench.ShowsAsync("state", "off");
        var before = bench.Host.Device.Attempt;
        await bench.PassAsync(100, step: 0.5);

        Assert.InRange(bench.Host.Device.Attempt - before, 7, 12);
        Assert.InRange(bench.Host.Logs.Entries.Count(entry => entry.Level >= Microsoft.Extensions.Logging.LogLevel.Warning), 0, 2);
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task OneMissedAnswer_IsNeitherOffNorIdle()
    {
        var time = new FakeTimeProvider();
        var device = new FakeZidoo();
        device.Set("/" + State, FakeZidoo.Film);
        await using var bench = new ScriptBench(new ZidooDriver(), ZidooTests.On(device), time);
        await bench.ShowsAsync("state", "playing");

        device.IsMute = true;
        var missed = device.Count(State);
        await bench.UntilAsync(() => device.Count(State) >= missed + 2, "two polls are missed", Step);
        device.IsMute = false;
        await bench.UntilAsync(() => device.Count(State) >= missed + 5, "it goes on", Step);

        Assert.Equal("playing", bench.Host.Find("state")!.Value.Text);
        Assert.Single(bench.Host.Device.Transitions, change => change.To == DeviceStatus.Online);
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task ThreeMissedAnswers_AreOff()
    {
        var time = new FakeTimeProvider();
        var device = new FakeZidoo();
        await using var bench = new ScriptBench(new ZidooDriver(), ZidooTests.On(device), time);
        await bench.ShowsAsync("state", "idle");

        device.IsMute = true;
        await bench.UntilAsync(() => bench.Host.Find("state")!.Value == "off", "it is off", Step);
        await bench.ShowsAsync("power", false);
        device.IsMute = false;
        await bench.OnlineAsync(Step);
        await bench.ShowsAsync("power", true);
        await bench.AssertNothingLeftAsync();
    }

    /// <summary>Vector 4.</summary>
    [Fact]
    public async Task UrlErrorInPassing_KeepsTheState()
    {
        var time = new FakeTimeProvider();
        var device = new FakeZidoo();
        device.Set("/" + State, FakeZidoo.Film);
        await using var bench = new ScriptBench(new ZidooDriver(), ZidooTests.On(device), time);
        await bench.ShowsAsync("state", "playing");
        var states = States(bench);

        lock (device.Answers)
        {
            device.Passing.Enqueue(FakeZidoo.Nothing);
        }

        var asked = device.Count(State);
        await bench.UntilAsync(() => device.Count(State) >= asked + 3, "it has asked again");
        Assert.Equal(states, States(bench));

        device.Set("/" + State, FakeZidoo.Nothing);
        await bench.ShowsAsync("state", "idle");
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task PausedFilm_IsNotNothing()
    {
        var device = new FakeZidoo();
        device.Set("/" + State, FakeZidoo.Film.Replace("\"video\":{\"status\":1", "\"video\":{\"status\":0", StringComparison.Ordinal));
        await using var bench = ZidooTests.Bench(device);

        await bench.ShowsAsync("state", "paused");
        await bench.ShowsAsync("title", "Film");
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task AnotherFileWithoutMetadata_ClearsTheTitle()
    {
        var time = new FakeTimeProvider();
        var device = new FakeZidoo();
        device.Set("/" + State, FakeZidoo.Film);
        await using var bench = new ScriptBench(new ZidooDriver(), ZidooTests.On(device), time);
        await bench.ShowsAsync("title", "Film");

        device.Set("/" + State, """{"status":200,"video":{"status":1,"path":"/data/other.mkv"}}""");
        await bench.UnavailableAsync("title");
        await bench.ShowsAsync("state", "playing");
        Assert.Equal(2, device.Count("ZidooVideoPlay/getAudioList"));
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task StandbyThatStillAnswers_IsOffForAMinute()
    {
        var time = new FakeTimeProvider();
        var device = new FakeZidoo { AnswersInStandby = true };
        await using var bench = new ScriptBench(new ZidooDriver(), ZidooTests.On(device), time, settings: ("standby", "true"));
        await bench.OnlineAsync();

        await bench.SendAsync("power", false);
        await bench.ShowsAsync("power", false);
        var probes = device.Count(Probe);
        await bench.PassAsync(50, step: 1);
        Assert.Equal((probes, false), (device.Count(Probe), bench.Host.Find("power")!.Value == true));
        await bench.UntilAsync(() => device.Count(Probe) > probes, "it is asked again", TimeSpan.FromSeconds(1));
        await bench.AssertNothingLeftAsync();
    }

    /// <summary>Vector 8: the packet is compared byte by byte by whoever is woken.</summary>
    [Fact]
    public async Task PowerOn_WakesAndSendsNoKey()
    {
        var time = new FakeTimeProvider();
        var device = new FakeZidoo();
        await using var bench = new ScriptBench(new ZidooDriver(), ZidooTests.On(device), time, FakeZidoo.Mac);
        await bench.OnlineAsync();
        await bench.SendAsync("power", false);
        await bench.ShowsAsync("power", false);
        await bench.PassAsync(5);
        device.Wakes = false;

        Assert.Equal(CommandAnswerStatus.Waiting, (await bench.SendAsync("power", true, isWaitedFor: false)).Status);
        await bench.UntilAsync(() => bench.WakeUps >= 3, "it is woken again", Step);
        device.Wakes = true;
        await bench.OnlineAsync(Step);

        await bench.ShowsAsync("power", true);
        Assert.DoesNotContain(device.Received, request => request.EndsWith("Key.PowerOn", StringComparison.Ordinal));
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task IdleConnectionThatWasClosed_IsReplacedWithoutAMiss()
    {
        var time = new FakeTimeProvider();
        var device = new FakeZidoo { DropsIdle = true };
        await using var bench = new ScriptBench(new ZidooDriver(), ZidooTests.On(device), time);
        await bench.OnlineAsync();

        await bench.PassAsync(30);

        Assert.DoesNotContain(bench.Host.Logs.Entries, entry => entry.Message.Contains("missed a poll", StringComparison.Ordinal));
        await bench.AssertNothingLeftAsync();
    }

    private static int States(ScriptBench bench) => bench.Host.Events.Read(null, null, null, 10_000).Entries.Count(one => one.Entity == "state");
}
