using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Scripts.Tests.Doubles;
using PluginHost.Testing;

namespace PluginHost.Scripts.Tests.Altitude;

/// <summary>What other clients of the Altitude fell into.</summary>
public sealed class AltitudeTrapTests
{
    private const string Mac = "00:04:A5:12:34:56";

    [Fact]
    public async Task NetworkSecrets_AreNotLogged()
    {
        var device = new FakeAltitude();
        await using var bench = AltitudeTests.Bench(device);
        await bench.OnlineAsync();

        await device.PushAsync("NETSTATUS ETH LINK \"x\" SECRET hunter2\nMUTE 1\n");
        await bench.ShowsAsync("mute", true);

        Assert.Contains(bench.Host.Logs.Entries, entry => entry.Message.Contains("NETSTATUS", StringComparison.Ordinal));
        Assert.DoesNotContain(bench.Host.Logs.Entries, entry => entry.Message.Contains("hunter2", StringComparison.Ordinal) || entry.Message.Contains("swordfish", StringComparison.Ordinal));
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Underscores_AreThoseOfTheDocument()
    {
        var device = new FakeAltitude { IsTaciturn = true };
        await using var bench = AltitudeTests.Bench(device);
        await bench.OnlineAsync();

        await bench.CompletesAsync("mute", true, "send_volume");
        Assert.DoesNotContain("send volume", device.Received);
    }

    [Fact]
    public async Task FrontDisplay_IsDarkByOne()
    {
        var device = new FakeAltitude();
        await using var bench = AltitudeTests.Bench(device);
        await bench.OnlineAsync();

        await bench.CompletesAsync("front-display", false, "fav_light 1");
        await bench.ShowsAsync("front-display", false);
        await bench.CompletesAsync("front-display", true, "fav_light 0");
        await bench.ShowsAsync("front-display", true);
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task NetworkStandby_ThatDropsWhoeverComesIsNotOn()
    {
        var device = new FakeAltitude { Drops = 3 };
        await using var bench = AltitudeTests.Bench(device);

        await bench.UntilAsync(() => device.Accepted >= 2, "it tries again");
        await bench.OnlineAsync();

        Assert.Equal(4, device.Accepted);
        Assert.Single(bench.Host.Device.Transitions, change => change.To == DeviceStatus.Online);
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task UnexplainedEnd_ShowsNoPower()
    {
        var time = new FakeTimeProvider();
        var device = new FakeAltitude();
        await using var bench = new ScriptBench(new TrinnovAltitudeDriver(), AltitudeTests.On(device), time);
        await bench.OnlineAsync();
        await bench.ShowsAsync("power", true);

        device.StopListening();
        device.CloseAll();
        await bench.Host.WaitForAsync(DeviceStatus.Backoff);

        Assert.NotEqual(true, bench.Host.Find("power")!.Value);
    }

    /// <summary>Vector 10: the old connection lives on for seconds, and is neither "ready" nor in need of waking.</summary>
    [Fact]
    public async Task PowerOff_IsOverWhenTheConnectionIs()
    {
        var time = new FakeTimeProvider();
        var device = new FakeAltitude();
        await using var bench = new ScriptBench(new TrinnovAltitudeDriver(), AltitudeTests.On(device), time, Mac, settings: ("mac", Mac));
        await bench.OnlineAsync();

        await bench.CompletesAsync("power", false, "power_off_SECURED_FHZMCH48FE");
        await bench.ShowsAsync("power", false);
        Assert.Equal(CommandAnswerStatus.Busy, (await bench.SendAsync("power", true)).Status);
        Assert.Equal(CommandAnswerStatus.Busy, (await bench.SendAsync("mute", true)).Status);
        await bench.PassAsync(8);
        Assert.Equal((0, DeviceStatus.Busy), (bench.WakeUps, bench.Host.Device.Status));

        device.StopListening();
        device.CloseAll();
        await bench.Host.WaitForAsync(DeviceStatus.Backoff);
        Assert.Equal("The Altitude has switched off.", bench.Host.Device.LastError);
        await bench.ShowsAsync("power", false);
        Assert.Equal(CommandAnswerStatus.Waiting, (await bench.SendAsync("power", true, isWaitedFor: false)).Status);
        await bench.OnlineAsync();
        await bench.ShowsAsync("power", true);
        Assert.Equal(1, bench.WakeUps);
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task PowerOff_ThatClosesNothingIsGivenUpAfterAMinute()
    {
        var time = new FakeTimeProvider();
        var device = new FakeAltitude();
        await using var bench = new ScriptBench(new TrinnovAltitudeDriver(), AltitudeTests.On(device), time);
        await bench.OnlineAsync();

        await bench.SendAsync("power", false);
        await bench.UntilAsync(() => bench.Host.Device.Connections.Closed == 1, "it is given up", TimeSpan.FromSeconds(1));
        await bench.OnlineAsync(TimeSpan.FromSeconds(0.2));
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task AcceptedCommand_IsAskedAboutAndNeverRepeated()
    {
        var device = new FakeAltitude { IsTaciturn = true };
        await using var bench = AltitudeTests.Bench(device);
        await bench.OnlineAsync();
        await bench.ShowsAsync("source", "Kaleidescape");

        await bench.CompletesAsync("preset", "Cinema", "loadp 1");
        await bench.CompletesAsync("source", "Apple TV", "profile 1");
        await bench.CompletesAsync("volume", -30, "volume -30");
        await bench.SendAsync("volume-up", default);

        foreach (var request in (string[])["loadp 1", "profile 1", "volume -30", "dvolume 0.5"])
        {
            Assert.Equal(1, device.Count(request));
        }

        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task AcceptedCommand_ThatNeverShowsHasFailed()
    {
        var device = new FakeAltitude { Loudest = -20 };
        await using var bench = AltitudeTests.Bench(device);
        await bench.OnlineAsync();

        Assert.Equal(CommandAnswerStatus.Failed, (await bench.SendAsync("volume", -10)).Status);
        await bench.ShowsAsync("volume", -20);
        Assert.Equal(1, device.Count("volume -10"));
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task MetaPreset_IsACueToAskForBoth()
    {
        var device = new FakeAltitude();
        await using var bench = AltitudeTests.Bench(device);
        await bench.OnlineAsync();
        var (sources, presets) = (device.Count("get_current_profile"), device.Count("get_current_preset"));

        await device.PushAsync("META_PRESET_LOADED 2\n");
        await bench.UntilAsync(() => device.Count("get_current_profile") > sources && device.Count("get_current_preset") > presets, "both are asked for");
        await bench.ShowsAsync("source", "Kaleidescape");
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task NamesWithoutAList_AreAskedForOneByOne()
    {
        var device = new FakeAltitude { ListsNames = false };
        await using var bench = AltitudeTests.Bench(device);

        await bench.OnlineAsync();
        await bench.ShowsAsync("source", "Kaleidescape");
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public async Task DeadButOpenConnection_IsNoticed()
    {
        var time = new FakeTimeProvider();
        var device = new FakeAltitude();
        await using var bench = new ScriptBench(new TrinnovAltitudeDriver(), AltitudeTests.On(device), time);
        await bench.OnlineAsync();
        await bench.PassAsync(5);

        device.IsMute = true;
        await bench.UntilAsync(() => bench.Host.Device.Connections.Closed == 1, "it is noticed", TimeSpan.FromSeconds(1));
        Assert.Contains("not complete within 5 s", bench.Host.Device.LastError, StringComparison.Ordinal);
        device.IsMute = false;
        await bench.OnlineAsync(TimeSpan.FromSeconds(0.2));
        await bench.AssertNothingLeftAsync();
    }

    [Fact]
    public void HardwareAddress_IsCheckedWhateverItsSeparators()
    {
        var driver = new TrinnovAltitudeDriver();
        foreach (var good in (string[])["00:04:A5:12:34:56", "00-04-a5-12-34-56", "0004A5123456"])
        {
            driver.Plan(SettingValues.From(driver.Settings, new() { ["host"] = "altitude", ["mac"] = good }));
        }

        Assert.Throws<SettingException>(() => driver.Plan(SettingValues.From(driver.Settings, new() { ["host"] = "altitude", ["mac"] = "00:04" })));
    }
}
