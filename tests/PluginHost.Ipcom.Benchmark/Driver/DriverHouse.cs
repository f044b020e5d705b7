using Microsoft.Extensions.Logging.Abstractions;
using PluginHost.Ipcom.Benchmark.Controllers;
using PluginHost.Runtime.Configuration;
using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Runtime.Hosting;
using PluginHost.Testing;

namespace PluginHost.Ipcom.Benchmark.Driver;

/// <summary>The engine with the plugin as built, and a device for each controller.</summary>
internal sealed class DriverHouse : IAsyncDisposable
{
    private static readonly TimeSpan OnlineLimit = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();
    private readonly House _house;

    private DriverHouse() => _house = new House(new HouseOptions
    {
        Data = _folder.PathOf("data"),
        Logs = NullLoggerFactory.Instance,
        Secrets = new SecretMask(),
    });

    /// <summary>Bytes of the managed heap that the devices take, once they are online.</summary>
    public long DevicesHeap { get; private set; }

    /// <summary>Starts it and waits until all devices are online.</summary>
    public static async Task<DriverHouse> StartAsync(IReadOnlyList<ControllerAddress> controllers)
    {
        var house = new DriverHouse();
        await house.LoadPluginAsync();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await house._house.ApplyAsync(new LoadedConfiguration
        {
            File = "pluginhost.yaml",
            Host = HostOptions.Defaults(house._folder.Path),
            Devices = [.. controllers.Select((controller, index) => new DeviceOptions
            {
                Id = IdOf(index),
                Name = $"House {index}",
                Driver = "ipcom",
                Settings = Settings(controller),
            })],
        });
        await Eventually.TrueAsync(
            () => house._house.Devices.All(device => device.Status == DeviceStatus.Online),
            "every device is online",
            OnlineLimit,
            () => string.Join('\n', house._house.Devices.GroupBy(device => $"{device.Status}: {device.LastError}").Select(same => $"{same.Count()} {same.Key}")));
        house.DevicesHeap = GC.GetTotalMemory(forceFullCollection: true) - before;
        return house;
    }

    /// <summary>Switches a light and waits for the outcome.</summary>
    public async Task<CommandAnswerStatus> SwitchAsync(int device, int light, bool isOn) =>
        (await _house.SendAsync(IdOf(device), HouseMaps.IdOf(light), isOn, isWaitedFor: true))?.Status
        ?? throw new InvalidOperationException($"There is no device {device}.");

    public async ValueTask DisposeAsync()
    {
        await _house.DisposeAsync();
        _folder.Dispose();
    }

    private static string IdOf(int device) => $"house-{device}";

    private static SettingNode Settings(ControllerAddress controller) => SettingNode.Of(
    [
        ("host", SettingNode.Scalar(controller.Host)),
        ("port", SettingNode.Scalar($"{controller.Port}")),
        ("username", SettingNode.Scalar(controller.User)),
        ("password", SettingNode.Scalar(controller.Password)),
        .. HouseMaps.All,
    ]);

    private async Task LoadPluginAsync()
    {
        var plugin = Directory.CreateDirectory(_folder.PathOf("plugins/Ipcom"));
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(BuiltProgram.Dll("plugins/Ipcom"))!))
        {
            File.Copy(file, Path.Combine(plugin.FullName, Path.GetFileName(file)));
        }

        await _house.LoadPluginsAsync([_folder.PathOf("plugins")]);
    }
}
