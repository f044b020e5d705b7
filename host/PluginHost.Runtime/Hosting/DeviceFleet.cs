using System.Collections.Concurrent;
using PluginHost.Runtime.Configuration;
using PluginHost.Runtime.Devices;
using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.Memory;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Runtime.Plugins;

namespace PluginHost.Runtime.Hosting;

/// <summary>All devices of a house, made of their entries in the configuration and the drivers that are loaded.</summary>
internal sealed class DeviceFleet(
    DeviceServices services, DeviceModels models, DeviceMemoryStore memories, DeviceLogs logs, Func<PluginSnapshot> plugins)
{
    private readonly ConcurrentDictionary<string, Device> _devices = new();
    private readonly ConcurrentDictionary<string, DeviceOptions> _options = new();
    private readonly CommandNumbers _numbers = new();

    public IEnumerable<Device> All => _devices.Values;

    public Device? Find(string id) => _devices.GetValueOrDefault(id);

    /// <summary>The devices that a plugin drives at the moment.</summary>
    public IReadOnlyList<Device> DrivenBy(string plugin) =>
        [.. _devices.Values.Where(device => device.Model.Driver?.Owner.Plugin == plugin)];

    public async Task ApplyAsync(ConfigurationChanges changes, CancellationToken stop)
    {
        await Task.WhenAll(changes.Removed.Select(gone => RemoveAsync(gone.Id))).ConfigureAwait(false);

        foreach (var change in changes.Relabelled)
        {
            logs.SetLevel(change.New.Id, change.New.LogLevel);
            _options[change.New.Id] = change.New;
            _devices[change.New.Id].Rename(change.New.Name);
        }

        // At once, so that a driver that is slow to plan does not keep the others waiting.
        await Task.WhenAll(
            [.. changes.Changed.Select(change => ChangeAsync(change.New, stop)), .. changes.Added.Select(added => AddAsync(added, stop))])
            .ConfigureAwait(false);
    }

    /// <summary>Leaves the devices of plugins without a driver, each with its connection closed.</summary>
    public Task TakeDriversAwayAsync(IReadOnlySet<string> leaving) => Task.WhenAll(_devices.Values
        .Where(device => leaving.Contains(device.Model.Driver?.Owner.Plugin ?? ""))
        .Select(TakeDriverAwayAsync));

    /// <summary>Gives devices whose driver came, went or changed with the plugins their new model.</summary>
    /// <param name="reason">Why, for the device's transitions.</param>
    /// <param name="stop">Cancelled when the host stops.</param>
    /// <returns>For each of them a task that ends when it is served by the new model, or will not be by itself.</returns>
    public async Task<IReadOnlyList<DeviceRenewal>> RenewAsync(string reason, CancellationToken stop) =>
        Renew(await PlanAsync(plugins(), stop).ConfigureAwait(false), reason);

    /// <summary>Asks the drivers what the devices would be with these plugins. Changes nothing.</summary>
    /// <param name="wanted">The plugins.</param>
    /// <param name="stop">Cancelled when the host stops.</param>
    /// <returns>The devices that would get another model, with it.</returns>
    public async Task<IReadOnlyList<(Device Device, DeviceModel Model)>> PlanAsync(PluginSnapshot wanted, CancellationToken stop) =>
        await Task.WhenAll(_options.Values
            .Where(options => _devices.TryGetValue(options.Id, out var device) && !IsCurrent(device.Model, wanted))
            .Select(async options =>
                (_devices[options.Id], await models.BuildAsync(options, wanted, logs.Of(options.Id), stop).ConfigureAwait(false)))).ConfigureAwait(false);

    /// <summary>Gives devices the models that <see cref="PlanAsync"/> made.</summary>
    /// <param name="planned">The devices and their models.</param>
    /// <param name="reason">Why, for the device's transitions.</param>
    public IReadOnlyList<DeviceRenewal> Renew(IReadOnlyList<(Device Device, DeviceModel Model)> planned, string reason) =>
    [
        .. planned.Select(one =>
        {
            logs.SetModel(one.Device.Id, one.Model);
            return new DeviceRenewal(one.Device, one.Device.Model, one.Model, IsOnline(one.Device), one.Device.ReplaceAsync(one.Model, reason));
        }),
    ];

    public static bool IsOnline(Device device) => device.Read().Status is DeviceStatus.Online or DeviceStatus.Busy;

    /// <summary>Ends a connection that a generation still serves though it is to be retired; the device opens anew.</summary>
    public async Task ForceAsync(Device device)
    {
        var model = device.Model;
        await TakeDriverAwayAsync(device).ConfigureAwait(false);
        _ = device.ReplaceAsync(model, "The generation that served it was retired.");
    }

    /// <summary>Gives devices back the very model they had, so that a connection which still serves simply goes on.</summary>
    /// <param name="renewals">What is undone; a device that was given other settings since is left to <see cref="RenewAsync"/>.</param>
    /// <param name="reason">Why, for the device's transitions.</param>
    public void Restore(IReadOnlyList<DeviceRenewal> renewals, string reason)
    {
        foreach (var (device, before, now, _, _) in renewals)
        {
            if (ReferenceEquals(device.Model, now) && _devices.GetValueOrDefault(device.Id) == device && IsCurrent(before, plugins()))
            {
                logs.SetModel(device.Id, before);
                _ = device.ReplaceAsync(before, reason);
            }
        }
    }

    public Task CloseAsync() => Task.WhenAll(_devices.Values.Select(device => device.DisposeAsync().AsTask()));

    private static Task TakeDriverAwayAsync(Device device)
    {
        _ = device.ReplaceAsync(
            DeviceModels.WithoutDriver(device.Model, "The plugin of its driver was removed."), "The plugin was removed.");
        return device.WhenHandledAsync();
    }

    private Task<DeviceModel> BuildAsync(DeviceOptions options, CancellationToken stop) =>
        models.BuildAsync(options, plugins(), logs.Of(options.Id), stop);

    private async Task AddAsync(DeviceOptions options, CancellationToken stop)
    {
        // An earlier application that ended half-way may have left one: two of a device must never live at once.
        await RemoveAsync(options.Id).ConfigureAwait(false);
        logs.SetLevel(options.Id, options.LogLevel);
        var model = await BuildAsync(options, stop).ConfigureAwait(false);
        var device = new Device(options.Id, model, services, memories, _numbers, logs.Of(options.Id));
        logs.SetModel(options.Id, model);
        _options[options.Id] = options;
        _devices[options.Id] = device;
        if (options.Enabled && !stop.IsCancellationRequested)
        {
            device.Enable();

            // So that nobody sees an enabled device as disabled, not even for a moment.
            await device.WhenHandledAsync().ConfigureAwait(false);
        }
    }

    private async Task ChangeAsync(DeviceOptions options, CancellationToken stop)
    {
        logs.SetLevel(options.Id, options.LogLevel);
        var device = _devices[options.Id];
        var model = await BuildAsync(options, stop).ConfigureAwait(false);
        logs.SetModel(options.Id, model);
        _options[options.Id] = options;
        if (!options.Enabled)
        {
            device.Disable();
        }

        _ = device.ReplaceAsync(model, "Its settings changed.");
        if (options.Enabled)
        {
            device.Enable();
        }
    }

    private async Task RemoveAsync(string id)
    {
        _options.TryRemove(id, out _);
        if (_devices.TryRemove(id, out var device))
        {
            await device.DisposeAsync().ConfigureAwait(false);
            services.Ledger.Forget(id);
            logs.Forget(id);
        }
    }

    private static bool IsCurrent(DeviceModel model, PluginSnapshot wanted) =>
        wanted.FindDriver(model.DriverId) is { Plugin: var plugin }
            ? model.Source is { } source && source.Plugin == plugin.Id && source.Generation == plugin.Generation
            : model.Source is null;
}
