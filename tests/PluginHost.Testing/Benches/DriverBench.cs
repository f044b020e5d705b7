using System.Net;
using PluginHost.Runtime.Configuration;
using PluginHost.Runtime.Devices;
using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.Entities;
using PluginHost.Runtime.Devices.Memory;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Runtime.Events;
using PluginHost.Runtime.Hosting;
using PluginHost.Runtime.Ledger;
using PluginHost.Runtime.Scheduling;
using PluginHost.Runtime.Simulation;
using PluginHost.Runtime.Transports;
using PluginHost.Runtime.Transports.Datagrams;
using PluginHost.Runtime.Transports.Naming;

namespace PluginHost.Testing;

/// <summary>
/// One device under the real supervisor, lane, ledger and transports, with a driver given as an object: what a driver's
/// tests run on. Nothing of it is a stand-in except, if asked for, the clock.
/// </summary>
public sealed class DriverBench : IAsyncDisposable
{
    private const int DiscardPort = 9;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly DeviceServices _services;
    private readonly DeviceLogs _deviceLogs;
    private readonly SocketWatch _watch;
    private readonly List<VirtualDeviceRun> _virtualDevices = [];
    private readonly Device _device;
    private readonly Func<IDeviceDriver, int, DeviceModel> _modelOf;
    private int _generation = 1;

    /// <summary>Builds the bench; <see cref="Start"/> starts the device.</summary>
    /// <param name="driver">The driver.</param>
    /// <param name="settings">The device's settings as they would stand in the configuration; <c>group.name</c> for one of a group, <c>map.key.name</c> for one of a map.</param>
    /// <param name="time">The clock; the system's by default.</param>
    /// <param name="change">Changes the driver's plan, such as shorter pauses.</param>
    /// <param name="wakeTarget">Where wake-up packets go; by default to where nobody listens. Nothing leaves this machine.</param>
    public DriverBench(
        IDeviceDriver driver,
        IReadOnlyDictionary<string, string> settings,
        TimeProvider? time = null,
        Func<DriverPlan, DriverPlan>? change = null,
        IPEndPoint? wakeTarget = null)
    {
        var clock = time ?? TimeProvider.System;
        var secrets = new SecretMask();
        var events = new EventRing(clock);
        var deadlines = new DeadlineSource(clock);
        _deviceLogs = new DeviceLogs(Logs);
        _deviceLogs.SetLevel("bench", Microsoft.Extensions.Logging.LogLevel.Debug);
        Ledger = new ConnectionLedger(clock, new LedgerReports(_deviceLogs, Logs.CreateLogger("ledger"), events));
        var wheel = new TimerWheel(clock, error => throw new InvalidOperationException("A timer's callback failed.", error));
        _services = new DeviceServices(
            new TransportServices(new HostResolver(clock), deadlines, Logs.CreateLogger("transports"))
            {
                Interfaces = () => [.. LocalInterface.ListAll().Where(one => one.IsLoopback)],
                WakeTargets = _ => [wakeTarget ?? new IPEndPoint(IPAddress.Loopback, DiscardPort)],
            },
            Ledger,
            wheel,
            new PhaseSpreader(clock),
            new OpenGate(),
            events,
            Logs,
            deadlines,
            secrets.Mask);
        Events = events;
        _modelOf = (one, generation) =>
        {
            var values = Read(one.Settings, settings);
            var plan = one.Plan(values);
            return new DeviceModel("Bench", "bench", null, null)
            {
                Driver = new DrivenBy(new LedgerOwner("bench", "bench", generation), one, () => null, values, change is null ? plan : change(plan))
                {
                    Declared = one.Settings,
                },
            };
        };
        var model = _modelOf(driver, _generation);
        _deviceLogs.SetModel("bench", model);
        _device = new Device(
            "bench", model, _services, new DeviceMemoryStore(_folder.Path, Logs), new CommandNumbers(), _deviceLogs.Of("bench"));
        _watch = new SocketWatch(Ledger, (owner, remote) =>
        {
            // Every bench of the process hears of every connect.
            if (ReferenceEquals(owner, _device!.Model.Driver!.Owner))
            {
                _device.Quarantine($"The driver opened a connection to {remote} round the host.");
            }
        });
    }

    /// <summary>Every log line.</summary>
    public CollectingLoggerFactory Logs { get; } = new();

    /// <summary>Everything lent, the virtual devices' streams included.</summary>
    public ConnectionLedger Ledger { get; }

    /// <summary>Everything that happened.</summary>
    public IEventLog Events { get; }

    /// <summary>The device as it is now.</summary>
    public DeviceSnapshot Device => _device.Read();

    /// <summary>Starts a virtual device of the bench's own, stopped with it.</summary>
    /// <param name="device">The device.</param>
    /// <param name="settings">Its settings.</param>
    /// <param name="time">Its clock; the system's by default.</param>
    /// <param name="faults">The faults it is asked for from the start.</param>
    /// <returns>The running device and the settings with which its driver connects to it.</returns>
    public static async Task<(VirtualDeviceRun Run, IReadOnlyDictionary<string, string> Settings)> SimulateAsync(
        IVirtualDevice device, Dictionary<string, string>? settings = null, TimeProvider? time = null, params IReadOnlyList<string> faults)
    {
        var logs = new CollectingLoggerFactory();
        time ??= TimeProvider.System;
        var ledger = new ConnectionLedger(time, new LedgerReports(new DeviceLogs(logs), logs.CreateLogger("ledger"), new EventRing(time)));
        var run = VirtualDevices.Start(
            device,
            settings ?? [],
            [.. faults.Select(FaultRequest.Parse)],
            new IPEndPoint(IPAddress.Loopback, 0),
            new LedgerOwner(null, "virtual", 1),
            ledger,
            new TransportServices(new HostResolver(time), new DeadlineSource(time), logs.CreateLogger("transports")),
            logs.CreateLogger("virtual"));
        using var limit = new CancellationTokenSource(Patience);
        return (run, Flat("", await run.WaitUntilReadyAsync(limit.Token)).ToDictionary());
    }

    /// <summary>Lets a driver search, on this machine only, until something is found.</summary>
    /// <param name="driver">The driver.</param>
    /// <returns>What it found first.</returns>
    public async Task<DiscoveredDevice> SearchAsync(IDiscovery driver)
    {
        var scope = new LedgerScope(Ledger, new LedgerOwner("bench", "bench", 1));
        var context = new DiscoveryContext(new TransportLender(_services.Transports, scope), _services.Deadlines, Logs.CreateLogger("search"));
        using var stop = new CancellationTokenSource();
        using var deadline = _services.Deadlines.Start(Patience, stop.Token);
        var searching = driver.DiscoverAsync(context, deadline);
        await Eventually.TrueAsync(() => context.Devices.Count > 0 || searching.IsCompleted, "something is found", Patience);
        await stop.CancelAsync();
        await ((Task)searching).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await scope.EndAsync(isLeak: true, "the search is over");
        return context.Devices[0];
    }

    /// <summary>Starts the device.</summary>
    /// <returns>The bench.</returns>
    public DriverBench Start()
    {
        _device.Enable();
        return this;
    }

    /// <summary>Stops the device with the bench.</summary>
    /// <param name="run">A virtual device.</param>
    /// <returns>The bench.</returns>
    public DriverBench Keep(VirtualDeviceRun run)
    {
        _virtualDevices.Add(run);
        return this;
    }

    /// <summary>Waits for a status.</summary>
    /// <param name="status">The status.</param>
    /// <returns>A task that ends when the device has it.</returns>
    public Task WaitForAsync(DeviceStatus status) => Eventually.TrueAsync(
        () => Device.Status == status,
        $"the device becomes {status}",
        Patience,
        () => $"{Device.Status}: {Device.LastError}\n{string.Join('\n', Device.Transitions)}");

    /// <summary>Waits for the value of an entity.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="value">The value.</param>
    /// <returns>A task that ends when the entity shows it.</returns>
    public Task WaitForAsync(string entity, EntityValue value) => Eventually.TrueAsync(
        () => Find(entity) is { IsAvailable: true } found && found.Value == value,
        $"the entity '{entity}' shows '{value}'",
        Patience,
        () => $"{Find(entity)}, device {Device.Status}: {Device.LastError}");

    /// <summary>An entity as it is now.</summary>
    /// <param name="entity">The entity.</param>
    /// <returns>The entity, or <see langword="null"/> when none is declared.</returns>
    public EntityState? Find(string entity) => Device.Entities.FirstOrDefault(state => state.Declared.Id == entity);

    /// <summary>Sends a command.</summary>
    /// <param name="entity">The entity.</param>
    /// <param name="value">The value wanted.</param>
    /// <param name="isWaitedFor">Whether to wait for the outcome.</param>
    /// <returns>The answer.</returns>
    public Task<CommandAnswer> SendAsync(string entity, EntityValue value, bool isWaitedFor = true) =>
        _device.PostAsync(entity, value, isWaitedFor);

    /// <summary>Tries now, as a person would ask for.</summary>
    public void Reconnect() => _device.Reconnect();

    /// <summary>Lets another object serve the device, as another generation of the driver with the same settings.</summary>
    /// <param name="driver">The driver.</param>
    /// <returns>How the device was handed over; <see langword="null"/> when it is not served by it.</returns>
    public async Task<HandOverKind?> ReplaceAsync(IDeviceDriver driver)
    {
        var result = await _device.ReplaceAsync(_modelOf(driver, ++_generation), "The driver was replaced.");
        return result.Serves ? result.Kind : null;
    }

    /// <summary>Switches the device off and waits until its connection is gone.</summary>
    /// <returns>A task that ends when it is.</returns>
    public async Task StopAsync()
    {
        _device.Disable();
        await _device.WhenHandledAsync();
    }

    private static SettingNode Tree(IEnumerable<KeyValuePair<string, string>> settings) => SettingNode.Of([.. settings
        .Select(setting => (Path: setting.Key.Split('.', 2), setting.Value))
        .GroupBy(setting => setting.Path[0])
        .Select(same => (same.Key, same.First().Path.Length == 1
            ? SettingNode.Scalar(same.First().Value)
            : Tree(same.Select(member => KeyValuePair.Create(member.Path[1], member.Value)))))]);

    private static IEnumerable<KeyValuePair<string, string>> Flat(string group, SettingNode map) => map.Entries.SelectMany(entry =>
        entry.Value.Kind == SettingNodeKind.Map
            ? Flat($"{group}{entry.Key.Text}.", entry.Value)
            : [KeyValuePair.Create(group + entry.Key.Text, entry.Value.Text)]);

    private static SettingValues Read(IReadOnlyList<Setting> declared, IReadOnlyDictionary<string, string> settings)
    {
        var errors = new List<SettingError>();
        var values = SettingValues.Read(declared, Tree(settings), errors);
        return errors.Count == 0
            ? values
            : throw new ArgumentException(string.Join("; ", errors.Select(error => error.Message)), nameof(settings));
    }

    /// <summary>Stops the device and its virtual devices.</summary>
    /// <returns>A task that ends when everything is closed.</returns>
    public async ValueTask DisposeAsync()
    {
        await _device.DisposeAsync();
        foreach (var run in _virtualDevices)
        {
            await run.DisposeAsync();
        }

        _watch.Dispose();
        _services.Wheel.Dispose();
        _folder.Dispose();
    }
}
