using System.Globalization;
using PluginHost.Ipcom.Virtual;
using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Runtime.Simulation;
using PluginHost.Testing;

namespace PluginHost.Ipcom.Tests.Doubles;

/// <summary>The real driver under the real supervisor, and a virtual controller, over loopback.</summary>
internal sealed class ControllerBench : IAsyncDisposable
{
    private readonly VirtualDeviceRun _run;
    private readonly StillClock? _clock;

    private ControllerBench(IpcomVirtualDevice controller, VirtualDeviceRun run, DriverBench host, int port, FakeTimeProvider? time)
    {
        (Controller, _run, Host, Port, Time) = (controller, run, host, port, time ?? TimeProvider.System);
        _clock = time is null ? null : new StillClock(time, () =>
            (Controller.Counters.BytesReceived, Controller.Counters.BytesSent, Controller.Counters.Accepted, Controller.Counters.Open, Host.Device.Transitions.Count));
    }

    public IpcomVirtualDevice Controller { get; }

    public IpcomCounters Counters => Controller.Counters;

    public DriverBench Host { get; }

    public int Port { get; }

    public TimeProvider Time { get; }

    /// <summary>Starts both and waits until the device is online.</summary>
    public static async Task<ControllerBench> OnlineAsync(BenchOptions? options = null)
    {
        var bench = await StartAsync(options);
        await bench.Host.WaitForAsync(DeviceStatus.Online);
        return bench;
    }

    public static async Task<ControllerBench> StartAsync(BenchOptions? options = null)
    {
        options ??= new BenchOptions();
        var time = options.IsFake ? new FakeTimeProvider() : null;
        var controller = new IpcomVirtualDevice();
        var (run, found) = await DriverBench.SimulateAsync(controller, options.Knobs, time, options.Faults);
        var settings = new Dictionary<string, string>(SampleHouse.Settings);
        foreach (var name in new[] { "host", "port", "username", "password" })
        {
            settings[name] = found[name];
        }

        foreach (var (name, value) in options.Settings)
        {
            settings[name] = value;
        }

        var host = new DriverBench(options.Driver, settings, time, options.Change);
        var bench = new ControllerBench(controller, run, host, int.Parse(found["port"], CultureInfo.InvariantCulture), time);
        host.Start();
        return bench;
    }

    public void Ask(string fault) => _run.Faults.Set(FaultRequest.Parse(fault));

    public void Heal(string fault) => _run.Faults.Clear(fault);

    public Task<CommandAnswer> SendAsync(string entity, EntityValue value) => Host.SendAsync(entity, value);

    public async Task CompleteAsync(string entity, EntityValue value)
    {
        var answer = await SendAsync(entity, value).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal((CommandAnswerStatus.Completed, ""), (answer.Status, answer.Reason));
    }

    /// <summary>The frames of eight values that were written to a module, oldest first.</summary>
    public IReadOnlyList<string> WritesTo(int module) =>
        [.. Controller.Writes.Where(write => write.Module == module).Select(write => string.Join(' ', write.Values.ToArray()))];

    public IReadOnlyList<IpcomMessage> Messages(params IReadOnlyList<IpcomMessageKind> kinds) =>
        [.. Controller.Messages.Where(message => kinds.Contains(message.Kind))];

    public Task UntilAsync(Func<bool> condition, string description, int seconds = 60) => Eventually.TrueAsync(
        condition, description, TimeSpan.FromSeconds(seconds),
        () => $"{Host.Device.Status} {Host.Device.LastError} {Host.Device.Connections}, controller: {Counters.Accepted} accepted, {Counters.Open} open\n"
            + string.Join('\n', Host.Logs.Entries.TakeLast(15)));

    /// <summary>Waits until the bench's clock has gone on.</summary>
    public Task PassAsync(TimeSpan span)
    {
        var started = Time.GetTimestamp();
        return UntilAsync(() => Time.GetElapsedTime(started) >= span, $"{span} pass", 120);
    }

    /// <summary>Switches the device off and asserts that neither side has anything left.</summary>
    public async Task AssertNothingLeftAsync()
    {
        _clock?.Stand();
        await Host.StopAsync();
        await UntilAsync(() => Counters.Open == 0, "the controller has no client left");
        var connections = Host.Device.Connections;
        Assert.Equal((0, 0), (connections.Open, connections.Leaked));
        Assert.Equal(connections.Opened, connections.Closed);
        var sockets = SocketCounter.Snapshot(Environment.ProcessId).ClientSide(Port);
        Assert.Equal((0, 0), (sockets.CloseWait, sockets.Established));
    }

    public async ValueTask DisposeAsync()
    {
        // What is under way may need time to be given up.
        _clock?.GoOn();
        await Host.DisposeAsync();
        await _run.DisposeAsync();
        if (_clock is not null)
        {
            await _clock.DisposeAsync();
        }
    }
}
