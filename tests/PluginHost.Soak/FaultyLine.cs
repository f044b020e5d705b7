using System.Globalization;
using System.Net;
using PluginHost.Runtime.Simulation;
using PluginHost.Testing;

namespace PluginHost.Soak;

/// <summary>A virtual device behind a proxy that breaks the network, and the faults of both that are in force.</summary>
internal sealed class FaultyLine : IAsyncDisposable
{
    private static readonly NetworkFault[] NetworkFaults =
    [
        NetworkFault.Refuse,
        NetworkFault.BlackHole,
        NetworkFault.ResetAfter(40),
        NetworkFault.HalfClose(20),
        NetworkFault.Trickle(1, TimeSpan.FromMilliseconds(300)),
        NetworkFault.Garbage("{]\0garbage"u8.ToArray()),
    ];

    private readonly VirtualDeviceRun _run;
    private readonly FaultProxy _proxy;
    private readonly string[] _deviceFaults;
    private readonly HashSet<string> _armed = [];

    private FaultyLine(VirtualDeviceRun run, FaultProxy proxy, string[] deviceFaults) => (_run, _proxy, _deviceFaults) = (run, proxy, deviceFaults);

    /// <summary>Where the host connects.</summary>
    public int Port => _proxy.Port;

    /// <param name="device">The device.</param>
    /// <param name="knobs">Its settings.</param>
    public static async Task<FaultyLine> StartAsync(IVirtualDevice device, Dictionary<string, string> knobs)
    {
        var (run, settings) = await DriverBench.SimulateAsync(device, knobs);
        var port = int.Parse(settings["port"], CultureInfo.InvariantCulture);
        return new FaultyLine(run, FaultProxy.Start(new IPEndPoint(IPAddress.Loopback, port)), [.. device.Faults.Select(fault => fault.Name)]);
    }

    /// <summary>Starts a fault of the network or of the device.</summary>
    public void BeginFault(Random random)
    {
        if (random.Next(2) == 0)
        {
            _proxy.Apply(NetworkFaults[random.Next(NetworkFaults.Length)]);
            return;
        }

        var name = _deviceFaults[random.Next(_deviceFaults.Length)];
        _armed.Add(name);
        _run.Faults.Set(new FaultRequest(name));
    }

    /// <summary>Ends every fault.</summary>
    public void Heal()
    {
        _proxy.Apply(NetworkFault.None);
        foreach (var name in _armed)
        {
            _run.Faults.Clear(name);
        }

        _armed.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _run.DisposeAsync();
    }
}
