using System.Globalization;
using PluginHost.Ipcom.Benchmark.Processes;
using PluginHost.Ipcom.Virtual;
using PluginHost.Runtime.Simulation;
using PluginHost.Testing;

namespace PluginHost.Ipcom.Benchmark.Controllers;

/// <summary>A virtual controller that notes what it sees over a time.</summary>
internal sealed class MeasuredController : IAsyncDisposable
{
    private readonly IpcomVirtualDevice _device;
    private readonly VirtualDeviceRun _run;
    private DateTimeOffset _begin;
    private (long Snapshots, long Received, long Sent, long Opened) _before;

    private MeasuredController(IpcomVirtualDevice device, VirtualDeviceRun run, ControllerAddress address) =>
        (_device, _run, Address) = (device, run, address);

    public ControllerAddress Address { get; }

    public static async Task<MeasuredController> StartAsync()
    {
        var device = new IpcomVirtualDevice();
        var (run, found) = await DriverBench.SimulateAsync(device, new() { ["log-size"] = "65536" }, new MachineClock());
        var port = int.Parse(found["port"], CultureInfo.InvariantCulture);
        return new MeasuredController(device, run, new ControllerAddress(found["host"], port, found["username"], found["password"]));
    }

    public void Begin() => (_begin, _before) = (_device.Now, Count());

    public ControllerReport End()
    {
        var (end, now) = (_device.Now, Count());
        return new ControllerReport(
            (end - _begin).TotalSeconds,
            [.. _device.Messages.Where(message => message.Kind == IpcomMessageKind.Poll).Select(message => message.At).Where(IsWithin).Select(MachineClock.Read)],
            [.. _device.Writes.Select(write => write.At).Where(IsWithin).Select(MachineClock.Read)],
            now.Snapshots - _before.Snapshots,
            now.Received - _before.Received,
            now.Sent - _before.Sent,
            now.Opened - _before.Opened,
            now.Opened);

        bool IsWithin(DateTimeOffset moment) => moment >= _begin && moment <= end;
    }

    public ValueTask DisposeAsync() => _run.DisposeAsync();

    private (long Snapshots, long Received, long Sent, long Opened) Count() =>
        (_device.Counters.Snapshots, _device.Counters.BytesReceived, _device.Counters.BytesSent, _device.Counters.Accepted);
}
