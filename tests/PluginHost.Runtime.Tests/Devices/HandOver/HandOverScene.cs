using PluginHost.Runtime.Devices;
using PluginHost.Runtime.Devices.HandOver;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Runtime.Events;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Devices.HandOver;

/// <summary>One device over loopback, the driver that serves it and the one that is to.</summary>
internal sealed class HandOverScene(FakeTimeProvider? clock = null) : IAsyncDisposable
{
    public const string Id = "line";

    public DeviceBench Bench { get; } = new(clock);

    public LinePeer Peer { get; } = new();

    public Device Device => Bench[Id];

    public DeviceSnapshot Now => Device.Read();

    public LineDriver Driver(HandOverKind kind, string name = "old", DriverPlan? policy = null) =>
        new(Peer, kind) { Name = name, Policy = policy ?? new DriverPlan { Exclusive = false } };

    /// <summary>Lets a driver serve the device.</summary>
    public async Task<LineDriver> ServeAsync(LineDriver driver)
    {
        Bench.Add(Id, driver);
        await Bench.WaitAsync(Id, DeviceStatus.Online);
        await SaidAsync($"hello {driver.Name}");
        return driver;
    }

    public static DeviceModel Model(IDeviceDriver driver, int generation = 2, string pin = "", string note = "", string address = "") => DeviceBench.ModelOf(
        Id, driver, generation, SettingValues.From(driver.Settings, new() { ["pin"] = pin, ["note"] = note }), address);

    public Task<HandOverResult> ReplaceAsync(DeviceModel model) => WithinAsync(Device.ReplaceAsync(model, "A new build."));

    public async Task<T> WithinAsync<T>(Task<T> task)
    {
        await Bench.UntilAsync(task);
        return await task;
    }

    public Task SaidAsync(string line) => Eventually.TrueAsync(
        () => Peer.Said.Contains(line), $"'{line}' is said", was: () => string.Join(" | ", Peer.Said) + string.Join('\n', Bench.Logs.Entries.TakeLast(20)));

    public Task<DeviceSnapshot> ShowsAsync(string level) =>
        Bench.WaitAsync(Id, device => device.Entities.Single(entity => entity.Declared.Id == "level").Value == level);

    /// <summary>The events of the bell, in order.</summary>
    public IReadOnlyList<string> Rings => [.. Bench.Events.Read(null, null, EventType.Event, 1_000_000).Entries
        .Select(entry => System.Text.Encoding.UTF8.GetString(entry.Data.Span))];

    /// <summary>The statuses it went through.</summary>
    public IEnumerable<DeviceStatus> Statuses => Now.Transitions.Select(transition => transition.To);

    public async ValueTask DisposeAsync()
    {
        await Bench.DisposeAsync();
        await Eventually.TrueAsync(() => Peer.Open == 0, "no connection is left");
        var counts = Bench.Ledger.CountsOf(Id);
        Assert.Equal((0L, counts.Opened), (counts.Open, counts.Closed));
        await Peer.DisposeAsync();
    }
}
