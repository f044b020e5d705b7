using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Configuration;
using PluginHost.Runtime.Devices;
using PluginHost.Runtime.Hosting;
using PluginHost.Runtime.Plugins.Scripts;
using PluginHost.Runtime.Tests.Plugins;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Hosting;

/// <summary>A house with a plugins folder of its own.</summary>
internal sealed class HouseBench : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    public HouseBench(TimeProvider? time = null, IScriptCompiler? scripts = null)
    {
        Directory.CreateDirectory(Folder);
        House = new House(new HouseOptions
        {
            Data = Data,
            Logs = Logs,
            Secrets = new SecretMask(),
            Time = time ?? TimeProvider.System,
            Scripts = scripts,
        });
    }

    public CollectingLoggerFactory Logs { get; } = new();

    public House House { get; }

    public string Folder => _folder.PathOf("plugins");

    public string Data => _folder.PathOf("data");

    public static DeviceOptions Device(string id, string driver, bool enabled = true, string? name = null, LogLevel log = LogLevel.Debug) => new()
    {
        Id = id,
        Name = name ?? id,
        Driver = driver,
        Enabled = enabled,
        LogLevel = log,
        Settings = SettingNode.Map([], 1, 1),
    };

    public Task LoadAsync(params IEnumerable<string> plugins)
    {
        foreach (var plugin in plugins)
        {
            var target = Directory.CreateDirectory(Path.Combine(Folder, plugin)).FullName;
            foreach (var file in Directory.GetFiles(PluginBench.Built(plugin)))
            {
                File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
            }
        }

        return House.LoadPluginsAsync([Folder]);
    }

    public Task UnloadAsync(string plugin)
    {
        Directory.Delete(Path.Combine(Folder, plugin), recursive: true);
        return House.LoadPluginsAsync([Folder]);
    }

    public Task<IReadOnlyList<string>> ApplyAsync(params IReadOnlyList<DeviceOptions> devices) => House.ApplyAsync(
        new LoadedConfiguration { File = "pluginhost.yaml", Host = HostOptions.Defaults(_folder.Path), Devices = devices });

    public async Task<DeviceSnapshot> WaitAsync(string id, Func<DeviceSnapshot, bool> condition)
    {
        DeviceSnapshot? seen = null;
        await Eventually.TrueAsync(
            () => (seen = House.Find(id)) is not null && condition(seen), $"what is awaited of '{id}'", TimeSpan.FromSeconds(30), () => $"{seen}");
        return seen!;
    }

    public async ValueTask DisposeAsync()
    {
        await House.DisposeAsync();
        _folder.Dispose();
    }
}
