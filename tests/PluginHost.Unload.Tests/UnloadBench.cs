using PluginHost.Runtime.Configuration;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Runtime.Hosting;
using PluginHost.Runtime.Hosting.Reloading;
using PluginHost.Runtime.Plugins;
using PluginHost.Runtime.Plugins.Unloading;
using PluginHost.Testing;
using PluginHost.Unload.Tests.Building;

namespace PluginHost.Unload.Tests;

/// <summary>A house whose one plugin does something, is replaced by a clean build, and is then watched.</summary>
internal sealed class UnloadBench : IAsyncDisposable
{
    public const string Plugin = "subject";

    private readonly TemporaryFolder _folder = new();

    public UnloadBench() => House = new House(new HouseOptions
    {
        Data = Path.Combine(_folder.Path, "data"),
        Logs = Logs,
        Secrets = new SecretMask(),
        Time = Time,
    });

    public FakeTimeProvider Time { get; } = new();

    public CollectingLoggerFactory Logs { get; } = new();

    public House House { get; }

    public PluginStatus Status => House.Plugins.Plugins.Single();

    public IReadOnlyList<RetiredGeneration> Retired => Status.Retired;

    private string Plugins => Path.Combine(_folder.Path, "plugins");

    /// <summary>Loads a plugin and has its device opened, so that its code runs.</summary>
    /// <param name="source">The source file without its ending.</param>
    /// <param name="status">What becomes of its device.</param>
    public async Task RunAsync(string source, DeviceStatus status = DeviceStatus.Online)
    {
        Build(source);
        await House.LoadPluginsAsync([Plugins]);
        Assert.Null(Status.Error);
        await using var clock = Clock();
        await House.ApplyAsync(new LoadedConfiguration
        {
            File = "pluginhost.yaml",
            Host = HostOptions.Defaults(_folder.Path),
            Devices =
            [
                new DeviceOptions { Id = "one", Name = "One", Driver = Plugin, Settings = SettingNode.Map(new Dictionary<string, string>()) },
            ],
        });
        await Eventually.TrueAsync(() => House.Find("one")!.Status == status, $"a device that is {status}", was: () => $"{House.Find("one")}");
    }

    public void Build(string source) => PluginBuild.Write(source, "Subject", Path.Combine(Plugins, "Subject"));

    /// <summary>Replaces what runs by the newest build.</summary>
    /// <returns>What became of the reload.</returns>
    public async Task<ReloadOutcome> ReloadAsync()
    {
        await using var clock = Clock();
        return (await House.ReloadAsync(Plugin, null))!;
    }

    /// <summary>Moves the clock past the verdict about the newest retired generation.</summary>
    public async Task<RetiredGeneration> JudgeAsync()
    {
        var retired = Retired[^1];
        Time.Advance(RetirementWatch.Patience);
        await Eventually.TrueAsync(() => retired.Unloaded || retired.Lingers, "a verdict");
        return retired;
    }

    /// <summary>Looks whether files have changed, as the watch of the folders does.</summary>
    public async Task RescanAsync()
    {
        await using var clock = Clock();
        await House.LoadPluginsAsync([Plugins]);
    }

    public async Task CloseAsync()
    {
        await using var clock = Clock();
        await House.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _folder.Dispose();
    }

    private ClockPump Clock() => new(Time, () => (TimeSpan.FromMilliseconds(20), true));
}
