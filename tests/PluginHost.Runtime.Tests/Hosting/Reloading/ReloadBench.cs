using System.Text.Json;
using PluginHost.Runtime.Configuration;
using PluginHost.Runtime.Devices;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Runtime.Events;
using PluginHost.Runtime.Hosting;
using PluginHost.Runtime.Plugins;
using PluginHost.Runtime.Plugins.Scripts;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Hosting.Reloading;

/// <summary>A house with one lantern and a folder of plugins that is watched.</summary>
internal sealed class ReloadBench(TimeProvider? time = null, IScriptCompiler? scripts = null) : IAsyncDisposable
{
    private readonly HouseBench _house = new(time, scripts);
    private IAsyncDisposable? _watch;

    public CollectingLoggerFactory Logs => _house.Logs;

    public House House => _house.House;

    public LanternDevice Device { get; } = new();

    public string Plugins => _house.Folder;

    public string Lantern => Path.Combine(Plugins, "Lantern");

    public string Script => Path.Combine(Plugins, "Lantern.cs");

    public string Cache => Path.Combine(_house.Data, "cache", "lantern");

    public PluginStatus Plugin => House.Plugins.Plugins.Single(plugin => plugin.Id == "lantern");

    /// <summary>Drops the first build in, and waits until its device is online.</summary>
    public async Task StartAsync(bool isWatched = false, HandOverKind handOver = HandOverKind.Reconnect, string mode = "as it should be")
    {
        LanternBuild.Write(Lantern, mode);
        await BeginAsync(isWatched, handOver);
    }

    /// <summary>Like <see cref="StartAsync"/> with a script, whose text is the mode.</summary>
    public async Task StartScriptAsync(string mode = "as it should be")
    {
        await File.WriteAllTextAsync(Script, mode);
        await BeginAsync(isWatched: false, HandOverKind.Reconnect);
    }

    private async Task BeginAsync(bool isWatched, HandOverKind handOver)
    {
        await House.LoadPluginsAsync([Plugins]);
        await ConfigureAsync(handOver);
        await WaitAsync(device => device.Status == DeviceStatus.Online);
        _watch = isWatched ? House.WatchPlugins() : null;
    }

    /// <summary>Applies the device's entry.</summary>
    public Task ConfigureAsync(HandOverKind handOver = HandOverKind.Reconnect, string label = "") => _house.ApplyAsync(new DeviceOptions
    {
        Id = "hall",
        Name = "Hall",
        Driver = "lantern",
        Settings = SettingNode.Map(new Dictionary<string, string>
        {
            ["host"] = "127.0.0.1",
            ["port"] = $"{Device.Port}",
            ["hand-over"] = $"{handOver}".ToLowerInvariant(),
            ["label"] = label,
        }),
    });

    public Task<DeviceSnapshot> WaitAsync(Func<DeviceSnapshot, bool> condition) => _house.WaitAsync("hall", condition);

    public Task WaitForPluginAsync(Func<PluginStatus, bool> condition) => Eventually.TrueAsync(
        () => House.Plugins.Plugins.Any(plugin => plugin.Id == "lantern" && condition(plugin)),
        "what is awaited of the plugin",
        TimeSpan.FromSeconds(30),
        () => string.Join(Environment.NewLine, House.Plugins.Plugins));

    /// <summary>What the events of a type say, in their order.</summary>
    public IEnumerable<JsonElement> EventsOf(EventType type) =>
        House.Events.Read(null, "hall", type, int.MaxValue).Entries.Select(entry => JsonElement.Parse(entry.Data.Span));

    public string BuildOf(DeviceSnapshot device) => $"{device.Entities.Single(entity => entity.Declared.Id == "build").Value}";

    public async ValueTask DisposeAsync()
    {
        if (_watch is not null)
        {
            await _watch.DisposeAsync();
        }

        await _house.DisposeAsync();
        await Device.DisposeAsync();
    }
}
