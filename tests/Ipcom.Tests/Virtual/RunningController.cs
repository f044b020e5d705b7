using System.Globalization;
using PluginHost.Ipcom.Virtual;
using PluginHost.Runtime.Simulation;
using PluginHost.Testing;

namespace PluginHost.Ipcom.Tests.Virtual;

/// <summary>A virtual controller that runs over loopback.</summary>
internal sealed class RunningController : IAsyncDisposable
{
    private readonly VirtualDeviceRun _run;

    private RunningController(IpcomVirtualDevice device, VirtualDeviceRun run, IReadOnlyDictionary<string, string> settings) =>
        (Device, _run, DriverSettings) = (device, run, settings);

    public IpcomVirtualDevice Device { get; }

    public IReadOnlyDictionary<string, string> DriverSettings { get; }

    public IpcomCounters Counters => Device.Counters;

    /// <summary>Starts one that answers at once.</summary>
    /// <param name="knobs">Settings, such as <c>key=a chunk-size=1</c>; the two keys are those of the vectors.</param>
    /// <param name="time">Its clock; the system's by default.</param>
    /// <param name="faults">What it is asked to do wrong.</param>
    public static async Task<RunningController> StartAsync(string knobs = "", TimeProvider? time = null, params IReadOnlyList<string> faults)
    {
        var device = new IpcomVirtualDevice();
        var settings = new Dictionary<string, string> { ["latency"] = "0ms", ["apply-delay"] = "0ms" };
        foreach (var knob in knobs.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            settings[knob.Split('=')[0]] = knob switch
            {
                "key=a" => Convert.ToHexString(Protocol.IpcomVectors.KeyA),
                "key=b" => Convert.ToHexString(Protocol.IpcomVectors.KeyB),
                _ => knob.Split('=')[1],
            };
        }

        var (run, found) = await DriverBench.SimulateAsync(device, settings, time, faults);
        return new RunningController(device, run, found);
    }

    public static Task<RunningController> FaultyAsync(params IReadOnlyList<string> faults) => StartAsync(faults: faults);

    public Task<RawClient> ConnectAsync() => RawClient.ConnectAsync(int.Parse(DriverSettings["port"], CultureInfo.InvariantCulture));

    /// <summary>A client that has logged in.</summary>
    public async Task<RawClient> LogInAsync()
    {
        var client = await ConnectAsync();
        await client.LogInAsync();
        return client;
    }

    public void Ask(string fault) => _run.Faults.Set(FaultRequest.Parse(fault));

    public Task UntilAsync(Func<IpcomCounters, bool> condition, string description) => Eventually.TrueAsync(() => condition(Counters), description);

    public ValueTask DisposeAsync() => _run.DisposeAsync();
}
