using System.Net;
using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Devices;
using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.Memory;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Runtime.Events;
using PluginHost.Runtime.Hosting;
using PluginHost.Runtime.Ledger;
using PluginHost.Runtime.Scheduling;
using PluginHost.Runtime.Transports;
using PluginHost.Runtime.Transports.Naming;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Devices;

/// <summary>Several devices that share everything that devices of a house share, by the system's clock or one moved by hand.</summary>
internal sealed class DeviceBench : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly TemporaryFolder _folder = new();
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, Device> _devices = [];
    private readonly CommandNumbers _numbers = new();
    private readonly DeviceMemoryStore _memories;
    private readonly DeviceLogs _deviceLogs;
    private readonly SocketWatch _watch;

    public DeviceBench(FakeTimeProvider? clock = null, Func<string, IPAddress[]>? lookUp = null)
    {
        Clock = clock;
        TimeProvider time = clock ?? TimeProvider.System;
        var deadlines = new DeadlineSource(time);
        Events = new EventRing(time);
        _deviceLogs = new DeviceLogs(Logs);
        _memories = new DeviceMemoryStore(_folder.Path, Logs);
        Ledger = new ConnectionLedger(time, new LedgerReports(_deviceLogs, Logs.CreateLogger("ledger"), Events));
        Services = new DeviceServices(
            new TransportServices(lookUp is null ? new HostResolver(time) : new HostResolver(time, lookUp), deadlines, Logs.CreateLogger("transports")),
            Ledger,
            new TimerWheel(time, error => Logs.CreateLogger("wheel").LogError(error, "callback")),
            new PhaseSpreader(time),
            new OpenGate(),
            Events,
            Logs,
            deadlines,
            text => text.Replace(Secret, "***", StringComparison.Ordinal));
        _watch = new SocketWatch(Ledger, (owner, remote) =>
        {
            // Every bench of the process hears of every connect.
            if (_devices.Values.FirstOrDefault(device => ReferenceEquals(device.Model.Driver?.Owner, owner)) is { } device)
            {
                device.Quarantine($"The driver opened a connection to {remote} round the host.");
            }
        });
    }

    /// <summary>The only text that the bench's mask knows.</summary>
    public static string Secret => "open-sesame";

    public FakeTimeProvider? Clock { get; }

    public CollectingLoggerFactory Logs { get; } = new();

    public IEventLog Events { get; }

    public ConnectionLedger Ledger { get; }

    public DeviceServices Services { get; }

    public Device this[string id] => _devices[id];

    /// <summary>Adds a device and switches it on.</summary>
    public Device Add(string id, IDeviceDriver driver, ISettings? settings = null)
    {
        _deviceLogs.SetLevel(id, LogLevel.Debug);
        var model = ModelOf(id, driver, settings: settings);
        _deviceLogs.SetModel(id, model);
        var device = new Device(id, model, Services, _memories, _numbers, _deviceLogs.Of(id));
        _devices[id] = device;
        device.Enable();
        return device;
    }

    public static DeviceModel ModelOf(string id, IDeviceDriver driver, int generation = 1, ISettings? settings = null, string address = "")
    {
        settings ??= SettingValues.From(driver.Settings, []);
        var driven = new DrivenBy(new LedgerOwner(id, "bench", generation), driver, () => null, settings, driver.Plan(settings)) { Declared = driver.Settings };
        return new DeviceModel(id, "bench", driven, null) { Address = address };
    }

    /// <summary>Waits for something about a device; by hand-moved clock, time goes on while it waits and stands still when it is reached.</summary>
    public async Task<DeviceSnapshot> WaitAsync(string id, Func<DeviceSnapshot, bool> condition, TimeSpan? step = null)
    {
        var seen = _devices[id].Read();
        await UntilAsync(
            () => condition(seen = _devices[id].Read()),
            () => $"'{id}' is {seen.Status}: {seen.LastError}\n{string.Join('\n', seen.Transitions)}\n{string.Join('\n', Logs.Entries.TakeLast(15))}",
            step);
        return seen;
    }

    /// <summary>Waits for something; by hand-moved clock, time goes on meanwhile and stands still when it is reached.</summary>
    public async Task UntilAsync(Func<bool> condition, Func<string> was, TimeSpan? step = null)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            if (TimeProvider.System.GetElapsedTime(began) > Patience)
            {
                throw new TimeoutException($"Not within {Patience.TotalSeconds} s; {was()}");
            }

            // Sockets take real time: no deadline must pass because this machine is slow.
            if (!_devices.Values.Any(device => device.Model.Driver?.Driver is ScriptedDriver { HoldsClock: true }))
            {
                Clock?.Advance(step ?? TimeSpan.FromMilliseconds(50));
            }

            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System);
        }
    }

    public async Task UntilAsync(Task task, TimeSpan? step = null)
    {
        await UntilAsync(() => task.IsCompleted, () => "the task still runs", step);
        await task;
    }

    public Task<DeviceSnapshot> WaitAsync(string id, DeviceStatus status, TimeSpan? step = null) =>
        WaitAsync(id, device => device.Status == status, step);

    public IEnumerable<LogEntry> LogOf(string id) => Logs.Entries.Where(entry => entry.Category == $"device.{id}");

    public async ValueTask DisposeAsync()
    {
        await UntilAsync(Task.WhenAll(_devices.Values.Select(device => device.DisposeAsync().AsTask())));
        _watch.Dispose();
        Services.Wheel.Dispose();
        _folder.Dispose();
    }
}
