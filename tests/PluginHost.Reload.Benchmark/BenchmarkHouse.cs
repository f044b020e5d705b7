using PluginHost.Runtime.Configuration;
using PluginHost.Runtime.Events;
using PluginHost.Runtime.Hosting;
using PluginHost.Runtime.Hosting.Reloading;
using PluginHost.Runtime.Plugins.Unloading;
using PluginHost.Server.Scripts;
using PluginHost.Testing;

namespace PluginHost.Reload.Benchmark;

/// <summary>A house with devices of one kind of hand-over, each with a live connection to a lantern of its own.</summary>
internal sealed class BenchmarkHouse : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ScriptCompiler _compiler = new(() => LintGate.Warning);
    private readonly HandOverKind _kind;
    private readonly List<RetiredGeneration> _retired = [];
    private House _house;

    public BenchmarkHouse(HandOverKind kind, int devices)
    {
        _kind = kind;
        Lanterns = [.. Enumerable.Range(0, devices).Select(_ => new LanternDevice())];
        Directory.CreateDirectory(Plugins);
        _house = Create();
    }

    public IReadOnlyList<LanternDevice> Lanterns { get; }

    public IReadOnlyList<RetiredGeneration> Retired => _retired;

    /// <summary>The numbers of the bell that were heard, in the order of their publication.</summary>
    public IReadOnlyList<int> Bells => [.. _house.Events.Read(null, null, EventType.Event, int.MaxValue).Entries
        .Select(entry => int.Parse(System.Text.Encoding.UTF8.GetString(entry.Data.Span), System.Globalization.CultureInfo.InvariantCulture))];

    public string Plugins => _folder.PathOf("plugins");

    public async Task StartAsync()
    {
        await _house.LoadPluginsAsync([Plugins]);
        await _house.ApplyAsync(new LoadedConfiguration
        {
            File = "pluginhost.yaml",
            Host = HostOptions.Defaults(_folder.Path),
            Devices = [.. Lanterns.Select((lantern, index) => new DeviceOptions
            {
                Id = $"lantern-{index}",
                Name = $"Lantern {index}",
                Driver = "lantern",
                Settings = SettingNode.Map(new Dictionary<string, string>
                {
                    ["host"] = "127.0.0.1",
                    ["port"] = $"{lantern.Port}",
                    ["hand-over"] = $"{_kind}".ToLowerInvariant(),
                }),
            })],
        });
        await Eventually.TrueAsync(
            () => _house.Devices.All(device => device.Status == Runtime.Devices.Supervision.DeviceStatus.Online), "every device is online");
    }

    /// <summary>What a house without hot reload must do for a new build.</summary>
    public async Task RestartAsync()
    {
        await _house.DisposeAsync();
        _house = Create();
        await StartAsync();
    }

    public async Task<ReloadOutcome> ReloadAsync()
    {
        var outcome = await _house.ReloadAsync("lantern", null) ?? throw new InvalidOperationException("There is no plugin.");
        if (outcome.Result != ReloadResult.Swapped || outcome.Back != Lanterns.Count)
        {
            throw new InvalidOperationException($"{outcome.Result}: {outcome.Plugin.Error}, {outcome.Back} of {outcome.Online} devices are back.");
        }

        _retired.Add(_house.Plugins.Plugins.Single(plugin => plugin.Id == "lantern").Retired[^1]);
        return outcome;
    }

    public async ValueTask DisposeAsync()
    {
        await _house.DisposeAsync();
        foreach (var lantern in Lanterns)
        {
            await lantern.DisposeAsync();
        }

        _compiler.Dispose();
        _folder.Dispose();
    }

    private House Create() => new(new HouseOptions
    {
        Data = _folder.PathOf("data"),
        Scripts = _compiler,
        Logs = new Microsoft.Extensions.Logging.LoggerFactory(),
        Secrets = new SecretMask(),
    });
}
