using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Configuration;
using PluginHost.Runtime.Devices;
using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.Connections;
using PluginHost.Runtime.Devices.Memory;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Runtime.Events;
using PluginHost.Runtime.Ledger;
using PluginHost.Runtime.Plugins;
using PluginHost.Runtime.Scheduling;
using PluginHost.Runtime.Simulation;
using PluginHost.Runtime.Transports;
using PluginHost.Runtime.Transports.Naming;

namespace PluginHost.Runtime.Hosting;

/// <summary>The whole engine: plugins, devices, ledger and events of one process. Has no console and no web server.</summary>
public sealed class House : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Device> _devices = new();
    private readonly SemaphoreSlim _applying = new(1);
    private readonly HouseOptions _options;
    private readonly PluginCatalog _catalog;
    private readonly DeviceServices _services;
    private readonly DeviceModels _models;
    private readonly DriverSearches _searches;
    private readonly DeviceMemoryStore _memories;
    private readonly DeviceLogs _deviceLogs;
    private readonly CommandNumbers _numbers = new();
    private readonly SocketWatch _watch;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stopping = new();
    private LoadedConfiguration? _applied;

    /// <summary>Builds a house without plugins and devices.</summary>
    /// <param name="options">What it is built with.</param>
    public House(HouseOptions options)
    {
        _options = options;
        _log = options.Logs.CreateLogger("house");
        _deviceLogs = new DeviceLogs(options.Logs);
        var time = options.Time;
        var events = new EventRing(time);
        var deadlines = new DeadlineSource(time, error => HouseLog.CallbackFailed(_log, error));
        var wheel = new TimerWheel(time, error => HouseLog.TimerFailed(_log, error));
        Events = events;
        Ledger = new ConnectionLedger(time, new LedgerReports(_deviceLogs, options.Logs.CreateLogger("ledger"), events));
        _catalog = new PluginCatalog(options.Data, options.BuiltInPlugins, time, options.Logs.CreateLogger<PluginCatalog>());
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
        _memories = new DeviceMemoryStore(Path.Combine(options.Data, "devices"), options.Logs);
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

    /// <summary>One device as it is now.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The device, or <see langword="null"/> when there is none.</returns>
    public DeviceSnapshot? Find(string id) => _devices.TryGetValue(id, out var device) ? device.Read() : null;

    /// <summary>Finds and loads the plugins of some folders; those that are gone are unloaded.</summary>
    /// <param name="folders">The configured folders, first come first.</param>
    /// <returns>A task that ends when all are loaded or refused.</returns>
    /// <exception cref="IOException">A folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder may not be read.</exception>
    public async Task LoadPluginsAsync(IReadOnlyList<string> folders)
    {
        await _applying.WaitAsync(_stopping.Token).ConfigureAwait(false);
        try
        {
            var changes = _catalog.FindChanges(folders);
            var leaving = changes.Leaving.Select(plugin => plugin.Id).ToHashSet();
            var before = _catalog.Current;
            await Task.WhenAll(_devices.Values
                .Where(device => leaving.Contains(device.Model.Driver?.Owner.Plugin ?? ""))
                .Select(TakeDriverAwayAsync)).ConfigureAwait(false);

            await _catalog.ApplyAsync(changes, _stopping.Token).ConfigureAwait(false);
            PluginEvents.Publish(Events, before, _catalog.Current);
            await RenewModelsAsync().ConfigureAwait(false);
        }
        finally
        {
            _applying.Release();
        }
    }

    /// <summary>Makes the devices what a valid configuration says; only those whose own entry changed are touched.</summary>
    /// <param name="configuration">A valid configuration.</param>
    /// <remarks>When it fails half-way, the devices are again what the last configuration says.</remarks>
    /// <returns>The keys of <c>host:</c> that changed and wait for a restart.</returns>
    public async Task<IReadOnlyList<string>> ApplyAsync(LoadedConfiguration configuration)
    {
        await _applying.WaitAsync(_stopping.Token).ConfigureAwait(false);
        try
        {
            var before = _applied ?? Empty(configuration);
            var changes = ConfigurationChanges.Between(before, configuration);
            try
            {
                await ApplyAsync(changes).ConfigureAwait(false);
            }
            catch (Exception fault) when (!_stopping.IsCancellationRequested)
            {
                HouseLog.RollsBack(_log, fault);
                await ApplyAsync(ConfigurationChanges.Between(configuration, before)).ConfigureAwait(false);
                throw;
            }

            _applied = configuration;
            return changes.RestartHostKeys;
        }
        finally
        {
            _applying.Release();
        }
    }

    /// <summary>Sends a command.</summary>
    /// <param name="device">The device.</param>
    /// <param name="entity">Its entity.</param>
    /// <param name="value">The value wanted.</param>
    /// <param name="isWaitedFor">Whether to return only with the outcome, after 10 s at most.</param>
    /// <returns>The answer, or <see langword="null"/> when there is no such device.</returns>
    public async Task<CommandAnswer?> SendAsync(string device, string entity, EntityValue value, bool isWaitedFor) =>
        _devices.TryGetValue(device, out var found) ? await found.PostAsync(entity, value, isWaitedFor).ConfigureAwait(false) : null;

    /// <summary>Tries a device now, also after refused credentials or a failure; one that is disabled or quarantined stays as it is.</summary>
    /// <param name="device">The device.</param>
    /// <returns>Whether there is such a device.</returns>
    public bool Reconnect(string device)
    {
        if (!_devices.TryGetValue(device, out var found))
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
        if (_devices.TryGetValue(device, out var found))
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
        return VirtualDevices.Start(
            found.Create(),
            settings,
            faults,
            listen,
            new LedgerOwner(null, found.Plugin.Id, found.Plugin.Generation),
            Ledger,
            _services.Transports,
            _options.Logs.CreateLogger($"virtual.{driver}"));
    }

    /// <summary>Stops every device, closes every socket and unloads nothing: the process is about to end.</summary>
    /// <returns>A task that ends when everything is closed.</returns>
    public async ValueTask DisposeAsync()
    {
        // What is being applied ends early; nothing is applied after it.
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _applying.WaitAsync().ConfigureAwait(false);
        try
        {
            await Task.WhenAll(_devices.Values.Select(device => device.DisposeAsync().AsTask())).ConfigureAwait(false);
            _watch.Dispose();
            _services.Wheel.Dispose();
        }
        finally
        {
            _applying.Release();
        }
    }

    private static LoadedConfiguration Empty(LoadedConfiguration like) => new() { File = like.File, Host = like.Host, Devices = [] };

    private async Task ApplyAsync(ConfigurationChanges changes)
    {
        await Task.WhenAll(changes.Removed.Select(gone => RemoveAsync(gone.Id))).ConfigureAwait(false);

        foreach (var change in changes.Relabelled)
        {
            _deviceLogs.SetLevel(change.New.Id, change.New.LogLevel);
            _devices[change.New.Id].Rename(change.New.Name);
        }

        // At once, so that a driver that is slow to plan does not keep the others waiting.
        await Task.WhenAll([.. changes.Changed.Select(ChangeAsync), .. changes.Added.Select(AddAsync)]).ConfigureAwait(false);
    }

    private Task<DeviceModel> BuildAsync(DeviceOptions options) =>
        _models.BuildAsync(options, _catalog.Current, _deviceLogs.Of(options.Id), _stopping.Token);

    private async Task AddAsync(DeviceOptions options)
    {
        // An earlier application that ended half-way may have left one: two of a device must never live at once.
        await RemoveAsync(options.Id).ConfigureAwait(false);
        _deviceLogs.SetLevel(options.Id, options.LogLevel);
        var model = await BuildAsync(options).ConfigureAwait(false);
        var device = new Device(options.Id, model, _services, _memories, _numbers, _deviceLogs.Of(options.Id));
        _deviceLogs.SetModel(options.Id, model);
        _devices[options.Id] = device;
        if (options.Enabled && !_stopping.IsCancellationRequested)
        {
            device.Enable();

            // So that nobody sees an enabled device as disabled, not even for a moment.
            await device.WhenHandledAsync().ConfigureAwait(false);
        }
    }

    private async Task ChangeAsync(DeviceChange change)
    {
        _deviceLogs.SetLevel(change.New.Id, change.New.LogLevel);
        var device = _devices[change.New.Id];
        var model = await BuildAsync(change.New).ConfigureAwait(false);
        _deviceLogs.SetModel(change.New.Id, model);
        if (!change.New.Enabled)
        {
            device.Disable();
        }

        _ = device.ReplaceAsync(model, "Its settings changed.");
        if (change.New.Enabled)
        {
            device.Enable();
        }
    }

    private static Task TakeDriverAwayAsync(Device device)
    {
        _ = device.ReplaceAsync(DeviceModels.WithoutDriver(device.Model, "The plugin of its driver was removed."), "The plugin was removed.");
        return device.WhenHandledAsync();
    }

    private async Task RemoveAsync(string id)
    {
        if (_devices.TryRemove(id, out var device))
        {
            await device.DisposeAsync().ConfigureAwait(false);
            Ledger.Forget(id);
            _deviceLogs.Forget(id);
        }
    }

    /// <summary>Gives devices whose driver came or went with the plugins their new model.</summary>
    private async Task RenewModelsAsync()
    {
        await Task.WhenAll((_applied?.Devices ?? [])
            .Where(options => _devices.TryGetValue(options.Id, out var device) && !IsCurrent(device.Model))
            .Select(RenewModelAsync)).ConfigureAwait(false);
    }

    private async Task RenewModelAsync(DeviceOptions options)
    {
        var model = await BuildAsync(options).ConfigureAwait(false);
        _deviceLogs.SetModel(options.Id, model);
        _ = _devices[options.Id].ReplaceAsync(model, "The plugins changed.");
    }

    private bool IsCurrent(DeviceModel model) =>
        _catalog.Current.FindDriver(model.DriverId) is { Plugin: var plugin }
            ? model.Source is { } source && source.Plugin == plugin.Id && source.Generation == plugin.Generation
            : model.Source is null;

    private void Bypassed(LedgerOwner owner, string remote)
    {
        // What an older generation left running must not be put down to the one that runs now.
        if (owner.Device is { } id && _devices.TryGetValue(id, out var device) && device.Model.Driver?.Owner == owner)
        {
            device.Quarantine($"The driver opened a connection to {remote} round the host.");
        }
    }
}
