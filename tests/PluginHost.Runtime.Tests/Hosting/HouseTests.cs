using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Runtime.Events;
using PluginHost.Testing;
using static PluginHost.Runtime.Tests.Hosting.HouseBench;

namespace PluginHost.Runtime.Tests.Hosting;

[Collection(nameof(Plugins.UnloadCollection))]
public sealed class HouseTests : IAsyncDisposable
{
    private readonly HouseBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Apply_StartsWhatIsEnabledAndExplainsWhatCannotStart()
    {
        await _bench.LoadAsync("CleanTwin");
        await _bench.ApplyAsync(Device("twin", "clean-twin"), Device("off", "clean-twin", enabled: false), Device("lost", "no-such"));

        var twin = await _bench.WaitAsync("twin", device => device.Status == DeviceStatus.Backoff);
        var lost = await _bench.WaitAsync("lost", device => device.Status == DeviceStatus.Failed);

        Assert.Equal(("cleantwin", 1), (twin.Plugin, twin.Generation));
        Assert.Equal("CleanTwin.CleanTwinDriver", twin.LastError);
        Assert.Equal("No driver 'no-such' is loaded.", lost.LastError);
        Assert.Equal(DeviceStatus.Disabled, _bench.House.Find("off")!.Status);
        Assert.Equal(["twin", "off", "lost"], _bench.House.Devices.Select(device => device.Id));
        Assert.Single(_bench.Logs.Entries, entry => entry.Category == "device.lost" && entry.Level == LogLevel.Error);
    }

    [Fact]
    public async Task Apply_NameAndLogLevel_AreChangedWithoutARestart()
    {
        await _bench.LoadAsync("CleanTwin");
        await _bench.ApplyAsync(Device("twin", "clean-twin"));
        var before = await _bench.WaitAsync("twin", device => device.Status == DeviceStatus.Backoff);
        var lines = _bench.Logs.Entries.Count(entry => entry.Category == "device.twin" && entry.Level == LogLevel.Debug);
        Assert.NotEqual(0, lines);

        await _bench.ApplyAsync(Device("twin", "clean-twin", name: "Another name", log: LogLevel.Warning));
        var after = _bench.House.Find("twin")!;
        _bench.House.Reconnect("twin");
        await _bench.WaitAsync("twin", device => device.Transitions.Count == before.Transitions.Count + 2);

        Assert.Equal(("Another name", before.Transitions.Count), (after.Name, after.Transitions.Count));
        Assert.Equal(lines, _bench.Logs.Entries.Count(entry => entry.Category == "device.twin" && entry.Level == LogLevel.Debug));
    }

    [Fact]
    public async Task Apply_OneDeviceChanged_LeavesTheOthersAlone()
    {
        await _bench.LoadAsync("CleanTwin");
        await _bench.ApplyAsync(Device("one", "clean-twin"), Device("two", "clean-twin"), Device("three", "clean-twin"));
        await _bench.WaitAsync("one", device => device.Status == DeviceStatus.Backoff);
        var two = await _bench.WaitAsync("two", device => device.Status == DeviceStatus.Backoff);

        await _bench.ApplyAsync(Device("one", "clean-twin", enabled: false), Device("two", "clean-twin"), Device("four", "clean-twin"));

        await _bench.WaitAsync("one", device => device.Status == DeviceStatus.Disabled);
        await _bench.WaitAsync("four", device => device.Status == DeviceStatus.Backoff);
        Assert.Equal(two.Transitions.Count, _bench.House.Find("two")!.Transitions.Count);
        Assert.Null(_bench.House.Find("three"));
        Assert.Null(await _bench.House.SendAsync("three", "hello", true, isWaitedFor: true));
    }

    [Fact]
    public async Task Apply_FailsHalfway_GoesBackToTheLastConfiguration()
    {
        await _bench.LoadAsync("CleanTwin");
        await _bench.ApplyAsync(Device("removed", "clean-twin"), Device("renamed", "clean-twin"), Device("changed", "clean-twin"));
        var broken = Device("broken", "clean-twin") with { Settings = null! };

        await Assert.ThrowsAnyAsync<Exception>(() => _bench.ApplyAsync(
            Device("renamed", "clean-twin", name: "Another"), Device("changed", "clean-twin", enabled: false), Device("added", "clean-twin"), broken));

        Assert.Equal(["removed", "renamed", "changed"], _bench.House.Devices.Select(device => device.Id));
        Assert.Equal("renamed", _bench.House.Find("renamed")!.Name);
        Assert.Null(_bench.House.Find("added"));
        await _bench.WaitAsync("removed", device => device.Status == DeviceStatus.Backoff);
        await _bench.WaitAsync("changed", device => device.Status == DeviceStatus.Backoff);
        await _bench.ApplyAsync(Device("added", "clean-twin"));
        Assert.Equal(["added"], _bench.House.Devices.Select(device => device.Id));
    }

    [Fact]
    public async Task Load_WithoutAPluginInUse_FailsItsDevicesAndUnloadsIt()
    {
        await _bench.LoadAsync("CleanTwin", "TwoDrivers");
        await _bench.ApplyAsync(Device("twin", "clean-twin"));
        await _bench.WaitAsync("twin", device => device.Status == DeviceStatus.Backoff);

        await _bench.UnloadAsync("CleanTwin");

        var twin = await _bench.WaitAsync("twin", device => device.Status == DeviceStatus.Failed);
        Assert.Null(twin.Plugin);
        var retired = Assert.Single(_bench.House.Plugins.Plugins, plugin => plugin.Id == "cleantwin").Retired;
        await Eventually.TrueAsync(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return retired.All(generation => generation.Unloaded);
            },
            "the generation is unloaded");

        await _bench.LoadAsync("CleanTwin");
        var again = await _bench.WaitAsync("twin", device => device.Status == DeviceStatus.Backoff);
        Assert.Equal(2, again.Generation);
    }

    [Fact]
    public async Task DriversThatBreakWhilePlanning_FailTheirDevicesOnly()
    {
        await _bench.LoadAsync("CleanTwin", "BrokenPlans");
        var applying = _bench.ApplyAsync(
            Device("settings", "throwing-settings"), Device("plan", "throwing-plan"), Device("blocked", "blocking-plan"), Device("twin", "clean-twin"));

        await _bench.WaitAsync("twin", device => device.Status == DeviceStatus.Backoff);
        Assert.False(applying.IsCompleted);
        await applying;
        var settings = await _bench.WaitAsync("settings", device => device.Status == DeviceStatus.Failed);
        var plan = await _bench.WaitAsync("plan", device => device.Status == DeviceStatus.Failed);
        var blocked = await _bench.WaitAsync("blocked", device => device.Status == DeviceStatus.Failed);

        Assert.Equal("Settings threw InvalidOperationException: No settings today.", settings.LastError);
        Assert.Equal("Plan threw InvalidOperationException: No plan today.", plan.LastError);
        Assert.Contains("it holds thread", blocked.LastError, StringComparison.Ordinal);
        Assert.Contains(
            _bench.Logs.Entries,
            entry => entry.Category == "device.plan" && entry.Level == LogLevel.Error && entry.Message.Contains("ThrowingPlanDriver.Plan", StringComparison.Ordinal));
    }

    [Fact]
    public async Task DriversThatBreakWhilePlanning_AreNoMistakeOfTheConfiguration()
    {
        await _bench.LoadAsync("BrokenPlans");
        var drivers = _bench.House.Drivers;

        Assert.Null(drivers.SettingsOf("throwing-settings"));
        Assert.True(drivers.AnyPluginBroken);
        Assert.Empty(drivers.SettingsOf("throwing-plan")!);
        Assert.Empty(drivers.CheckPlan("throwing-plan", SettingValues.From([], [])));
    }

    [Fact]
    public async Task Load_Again_DoesNotAskABrokenDriverAgain()
    {
        await _bench.LoadAsync("BrokenPlans");
        await _bench.ApplyAsync(Device("plan", "throwing-plan"));
        await _bench.WaitAsync("plan", device => device.Status == DeviceStatus.Failed);

        await _bench.LoadAsync();
        await _bench.LoadAsync();

        Assert.Single(_bench.Logs.Entries, entry => entry.Message.StartsWith("The driver is broken", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Plugins_AreTheirOwnEvents()
    {
        await _bench.LoadAsync("CleanTwin", "NoDriver");

        Assert.Equal(2, _bench.House.Events.Read(null, null, EventType.Plugin, 10).Entries.Count);
    }

    [Fact]
    public async Task Dispose_WhileApplying_EndsWithinFiveSecondsAndAppliesNoMore()
    {
        var clock = new FakeTimeProvider();
        await using var bench = new HouseBench(clock);
        await bench.LoadAsync("BrokenPlans");
        var applying = bench.ApplyAsync(Device("blocked", "blocking-plan"));
        var began = clock.GetTimestamp();

        var disposing = bench.House.DisposeAsync().AsTask();

        await Eventually.TrueAsync(
            () =>
            {
                // No further than five seconds: whatever takes longer is still there when the clock stands.
                clock.Advance(clock.GetElapsedTime(began) < TimeSpan.FromSeconds(5) ? TimeSpan.FromMilliseconds(50) : TimeSpan.Zero);
                return disposing.IsCompleted;
            },
            "everything is closed");
        await disposing;
        await applying;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.ApplyAsync(Device("late", "blocking-plan")));
    }
}
