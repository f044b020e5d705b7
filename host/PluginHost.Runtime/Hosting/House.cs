using System.Net;
using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Configuration;
using PluginHost.Runtime.Devices;
using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.Connections;
using PluginHost.Runtime.Devices.Memory;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Runtime.Events;
using PluginHost.Runtime.Hosting.Reloading;
using PluginHost.Runtime.Ledger;
using PluginHost.Runtime.Plugins;
using PluginHost.Runtime.Plugins.Sources;
using PluginHost.Runtime.Plugins.Unloading;
using PluginHost.Runtime.Plugins.Watching;
using PluginHost.Runtime.Scheduling;
using PluginHost.Runtime.Simulation;
using PluginHost.Runtime.Transports;
using PluginHost.Runtime.Transports.Naming;

namespace PluginHost.Runtime.Hosting;

/// <summary>The whole engine: plugins, devices, ledger and events of one process. Has no console and no web server.</summary>
public sealed class House : IAsyncDisposable
{
    private readonly HouseTurns _turns = new();
    private readonly HouseOptions _options;
    private readonly PluginCatalog _catalog;
    private readonly DeviceServices _services;
    private readonly DeviceModels _models;
    private readonly DeviceFleet _fleet;
    private readonly PluginReloads _reloads;
    private readonly DriverSearches _searches;
    private readonly SocketWatch _watch;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stopping = new();
    private volatile IReadOnlyList<string> _folders = [];
    private LoadedConfiguration? _applied;

    /// <summary>Builds a house without plugins and devices.</summary>
    /// <param name="options">What it is built with.</param>
    public House(HouseOptions options)
    {
        _options = options;
        _log = options.Logs.CreateLogger("house");
        var deviceLogs = new DeviceLogs(options.Logs);
        var time = options.Time;
        var events = new EventRing(time);
        var deadlines = new DeadlineSource(time, error => HouseLog.CallbackFailed(_log, error));
        var wheel = new TimerWheel(time, error => HouseLog.TimerFailed(_log, error));
        Events = events;
        Ledger = new ConnectionLedger(time, new LedgerReports(deviceLogs, options.Logs.CreateLogger("ledger"), events));
        _catalog = new PluginCatalog(
            options.Data, options.BuiltInPlugins, options.Scripts, time, options.Logs.CreateLogger<PluginCatalog>());
        _services = new DeviceServices(
            new TransportServices(new HostResolver(time), deadlines, options.Logs.CreateLogger("transports")),
            Ledger,
            wheel,
            new PhaseSpreader(time),
            new OpenGate(),
            events,
            options.Logs,
            deadlines,
            options.Secrets.Mask);
        _models = new DeviceModels(_services, options.Secrets);
        _searches = new DriverSearches(_services);
        Retirements = new RetirementWatch(
            new GenerationBooks(Ledger, _services.Code).Read, generation => PluginEvents.Publish(events, generation), time, options.Logs.CreateLogger("plugins"));
        _catalog.Retired += Retirements.Add;
        var memories = new DeviceMemoryStore(Path.Combine(options.Data, "devices"), options.Logs);
        _fleet = new DeviceFleet(_services, _models, memories, deviceLogs, () => _catalog.Current);
        _reloads = new PluginReloads(_catalog, _fleet, _turns, events, time, options.Logs.CreateLogger("plugins"), _stopping.Token);
        _watch = new SocketWatch(Ledger, Bypassed);
        Drivers = new DriverKnowledge(() => _catalog.Current, _models);
    }

    /// <summary>How long a device takes at most until its last socket is closed, whatever its driver does.</summary>
    public static TimeSpan CloseLimit => ConnectionRun.EndLimit;

    /// <summary>Everything that happened.</summary>
    public IEventLog Events { get; }

    /// <summary>Everything that is lent.</summary>
    public ConnectionLedger Ledger { get; }

    /// <summary>What the check of a configuration needs to know about the loaded drivers.</summary>
    public IDriverKnowledge Drivers { get; }

    /// <summary>The plugins as they are now.</summary>
    public PluginSnapshot Plugins => _catalog.Current;

    /// <summary>The devices as they are now, in the order of the configuration.</summary>
    public IReadOnlyList<DeviceSnapshot> Devices =>
        [.. (_applied?.Devices ?? []).Select(device => Find(device.Id)).OfType<DeviceSnapshot>()];

    /// <summary>The watch over generations that run no more.</summary>
    internal RetirementWatch Retirements { get; }

    /// <summary>One device as it is now.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The device, or <see langword="null"/> when there is none.</returns>
    public DeviceSnapshot? Find(string id) => _fleet.Find(id)?.Read();

    /// <summary>
    /// Finds and loads the plugins of some folders; those that are gone are unloaded, those that have changed are reloaded.
    /// </summary>
    /// <param name="folders">The configured folders, first come first.</param>
    /// <returns>A task that ends when all are loaded or refused, and the devices of those reloaded are back or the reload is rolled back.</returns>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be read.</exception>
    public async Task LoadPluginsAsync(IReadOnlyList<string> folders)
    {
        _folders = folders;
        await Task.WhenAll(await TakePluginsAsync(null).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>Takes up plugins that come, change or go, until it is disposed; each of them is told in the log.</summary>
    public IAsyncDisposable WatchPlugins() => new PluginWatch(
        () => [.. _folders.Append(_options.BuiltInPlugins).OfType<string>()],
        FollowAsync,
        _options.Time,
        _log);

    /// <summary>Reloads a plugin now, changed or not.</summary>
    /// <param name="plugin">Its id.</param>
    /// <param name="generation">An earlier generation whose content is wanted back; <see langword="null"/> for the newest content.</param>
    /// <returns>What came of it, once the devices are back or the reload is rolled back; <see langword="null"/> when there is no such plugin.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The content of that generation is not kept.</exception>
    public async Task<ReloadOutcome?> ReloadAsync(string plugin, int? generation)
    {
        // People write it as the folder is called; ids are in lower case.
        plugin = plugin.ToLowerInvariant();
        if (_catalog.SourceOf(plugin) is not { } source)
        {
            return null;
        }

        if (generation is { } wanted)
        {
            var content = _catalog.FindRetired(plugin, wanted)
                ?? throw new ArgumentOutOfRangeException(
                    nameof(generation), $"The plugin '{plugin}' has no retired generation {wanted} to go back to{_catalog.DescribeRetired(plugin)}.");
            return await _reloads.GoBackAsync(content, $"back to generation {wanted}").ConfigureAwait(false);
        }

        await SourceSettling.WaitAsync(source, _options.Time, _stopping.Token).ConfigureAwait(false);
        return await _reloads.RunAsync(source, "asked for", isForced: true).ConfigureAwait(false);
    }

    /// <summary>Makes the devices what a valid configuration says; only those whose own entry changed are touched.</summary>
    /// <param name="configuration">A valid configuration.</param>
    /// <remarks>When it fails half-way, the devices are again what the last configuration says.</remarks>
    /// <returns>The keys of <c>host:</c> that changed and wait for a restart.</returns>
    public async Task<IReadOnlyList<string>> ApplyAsync(LoadedConfiguration configuration)
    {
        using var turn = await _turns.EnterAsync(_stopping.Token).ConfigureAwait(false);
        var before = _applied ?? Empty(configuration);
        var changes = ConfigurationChanges.Between(before, configuration);
        try
        {
            await _fleet.ApplyAsync(changes, _stopping.Token).ConfigureAwait(false);
        }
        catch (Exception fault) when (!_stopping.IsCancellationRequested)
        {
            HouseLog.RollsBack(_log, fault);
            await _fleet.ApplyAsync(ConfigurationChanges.Between(configuration, before), _stopping.Token).ConfigureAwait(false);
            throw;
        }

        _applied = configuration;
        return changes.RestartHostKeys;
    }

    /// <summary>Sends a command.</summary>
    /// <param name="device">The device.</param>
    /// <param name="entity">Its entity.</param>
    /// <param name="value">The value wanted.</param>
    /// <param name="isWaitedFor">Whether to return only with the outcome, after 10 s at most.</param>
    /// <returns>The answer, or <see langword="null"/> when there is no such device.</returns>
    public async Task<CommandAnswer?> SendAsync(string device, string entity, EntityValue value, bool isWaitedFor) =>
        _fleet.Find(device) is { } found ? await found.PostAsync(entity, value, isWaitedFor).ConfigureAwait(false) : null;

    /// <summary>Tries a device now, also after refused credentials or a failure; one that is disabled or quarantined stays as it is.</summary>
    /// <param name="device">The device.</param>
    /// <returns>Whether there is such a device.</returns>
    public bool Reconnect(string device)
    {
        if (_fleet.Find(device) is not { } found)
        {
            return false;
        }

        found.Reconnect();
        return true;
    }

    /// <summary>Asks the driver how it would treat a device, without connecting.</summary>
    /// <param name="options">The device's entry; its driver and settings count.</param>
    /// <returns>The plan, or in one sentence why there is none.</returns>
    public async Task<(DriverPlan? Plan, string? Problem)> PlanAsync(DeviceOptions options)
    {
        var model = await _models.BuildAsync(options, _catalog.Current, _log, CancellationToken.None).ConfigureAwait(false);
        return (model.Driver?.Plan, model.Problem);
    }

    /// <summary>Switches a device off until it is enabled anew, with an orderly goodbye.</summary>
    /// <param name="device">The device.</param>
    /// <returns>A task that ends when its connection is closed; at once when there is no such device.</returns>
    public async Task CloseAsync(string device)
    {
        if (_fleet.Find(device) is { } found)
        {
            found.Disable();
            await found.WhenHandledAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Lets drivers look for their devices in the network, all at the same time.</summary>
    /// <param name="driver">The one driver to ask; <see langword="null"/> for all that can search.</param>
    /// <param name="time">How long each has.</param>
    /// <param name="stop">Ends the search early.</param>
    /// <returns>One answer for each driver that was asked, by id.</returns>
    public Task<IReadOnlyList<DriverSearch>> DiscoverAsync(string? driver, TimeSpan time, CancellationToken stop) =>
        _searches.RunAsync(
            Plugins.Loaded.SelectMany(plugin => plugin.Drivers).Where(one => driver is null || one.Id == driver), time, stop);

    /// <summary>Starts the virtual device of a driver.</summary>
    /// <param name="driver">The driver's id.</param>
    /// <param name="listen">Where it listens; port 0 takes a free one.</param>
    /// <param name="settings">Its own settings.</param>
    /// <param name="faults">The faults it is asked for.</param>
    /// <returns>The running device.</returns>
    /// <exception cref="ArgumentException">The driver has no virtual device, or a setting or fault is wrong; the message says which.</exception>
    public VirtualDeviceRun Simulate(
        string driver, IPEndPoint listen, IReadOnlyDictionary<string, string> settings, IReadOnlyList<FaultRequest> faults)
    {
        var found = Plugins.FindVirtualDevice(driver)
            ?? throw new ArgumentException($"The driver '{driver}' has no virtual device.", nameof(driver));
        var owner = new LedgerOwner(null, found.Plugin.Id, found.Plugin.Generation);
        var run = VirtualDevices.Start(
            found.Create(), settings, faults, listen, owner, Ledger, _services.Transports, _options.Logs.CreateLogger($"virtual.{driver}"));
        _services.Code.Add(owner, "Its virtual device", run.Completion);
        return run;
    }

    /// <summary>Stops every device, closes every socket and unloads nothing: the process is about to end.</summary>
    /// <returns>A task that ends when everything is closed.</returns>
    public async ValueTask DisposeAsync()
    {
        // What is being applied ends early; nothing is applied after it.
        await _stopping.CancelAsync().ConfigureAwait(false);
        using var turn = await _turns.EnterAsync(CancellationToken.None).ConfigureAwait(false);
        _catalog.MarkServing(_fleet.All
            .Where(DeviceFleet.IsOnline)
            .Select(device => device.Model.Driver?.Owner.Plugin)
            .OfType<string>()
            .ToHashSet());
        await _fleet.CloseAsync().ConfigureAwait(false);
        await Retirements.DisposeAsync().ConfigureAwait(false);
        _watch.Dispose();
        _services.Wheel.Dispose();
    }

    private static LoadedConfiguration Empty(LoadedConfiguration like) => new() { File = like.File, Host = like.Host, Devices = [] };

    private async Task FollowAsync(PluginMovement movement)
    {
        // Not waited for: whoever saves a mended file must not wait until the broken one has failed.
        foreach (var reload in await TakePluginsAsync(movement).ConfigureAwait(false))
        {
            _ = reload.ContinueWith(
                failed => HouseLog.ReloadFailed(_log, failed.Exception!.InnerException!),
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default);
        }
    }

    /// <summary>Loads what came, unloads what went, and begins to reload what changed.</summary>
    private async Task<IReadOnlyList<Task<ReloadOutcome>>> TakePluginsAsync(PluginMovement? movement)
    {
        using var turn = await _turns.EnterAsync(_stopping.Token).ConfigureAwait(false);
        var changes = _catalog.FindChanges(_folders, movement?.Moving);
        var before = _catalog.Current;
        await _fleet.TakeDriversAwayAsync(changes.Leaving.Select(plugin => plugin.Id).ToHashSet()).ConfigureAwait(false);
        await _catalog.ApplyAsync(changes, _stopping.Token).ConfigureAwait(false);
        PluginEvents.Publish(Events, before, _catalog.Current);
        await _fleet.RenewAsync("The plugins changed.", _stopping.Token).ConfigureAwait(false);

        // What was put back while its successor is still being made is judged already, and yet to be taken.
        return [.. changes.Outdated.Where(source => !IsPaused(source)).Concat(changes.Current.Where(_reloads.IsOvertaken)).Select(source =>
            _reloads.RunAsync(source, movement?.Settled.GetValueOrDefault(source.Path) ?? Path.GetFileName(source.Path), isForced: false))];
    }

    private bool IsPaused(PluginSource source)
    {
        if (Plugins.Plugins.FirstOrDefault(plugin => plugin.Id == source.Id)?.Pause is not { } pause)
        {
            return false;
        }

        HouseLog.ReloadsPaused(_log, source.Id, pause.Message);
        return true;
    }

    private void Bypassed(LedgerOwner owner, string remote)
    {
        if (owner.Device is { } id && _fleet.Find(id) is { } device)
        {
            device.Quarantine(owner, $"The driver opened a connection to {remote} round the host.");
        }
    }
}
