using System.Globalization;
using System.Net;
using PluginHost.Barco.Virtual;
using PluginHost.Runtime.Simulation;
using PluginHost.Testing;

namespace PluginHost.Soak;

/// <summary>A projector behind a proxy that breaks the network.</summary>
internal sealed class BarcoSoakDevice : ISoakDevice
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
    private bool _perPoll;
    private int _firstSeconds = 5;

    private BarcoSoakDevice(string id, bool perPoll, VirtualDeviceRun run, FaultProxy proxy, string[] deviceFaults) =>
        (Id, _perPoll, _run, _proxy, _deviceFaults) = (id, perPoll, run, proxy, deviceFaults);

    public string Id { get; }

    public static async Task<BarcoSoakDevice> StartAsync(string id, bool perPoll)
    {
        var projector = new BarcoVirtualDevice();
        var (run, settings) = await DriverBench.SimulateAsync(projector, new() { ["scale"] = "0.05" });
        var port = int.Parse(settings["port"], CultureInfo.InvariantCulture);
        var proxy = FaultProxy.Start(new IPEndPoint(IPAddress.Loopback, port));
        return new BarcoSoakDevice(id, perPoll, run, proxy, [.. projector.Faults.Select(fault => fault.Name)]);
    }

    public string ToYaml() => $$"""
          - id: {{Id}}
            driver: barco
            log: debug
            settings:
              host: 127.0.0.1
              port: {{_proxy.Port}}
              connection: {{(_perPoll ? "per-poll" : "persistent")}}
              timeouts: { first: {{_firstSeconds}}s }

        """;

    public void Edit(Random random)
    {
        _perPoll = random.Next(2) == 0;
        _firstSeconds = random.Next(2, 6);
    }

    public string BeginFault(Random random)
    {
        if (random.Next(2) == 0)
        {
            var network = NetworkFaults[random.Next(NetworkFaults.Length)];
            _proxy.Apply(network);
            return $"network {network.Kind}";
        }

        var name = _deviceFaults[random.Next(_deviceFaults.Length)];
        _armed.Add(name);
        _run.Faults.Set(new FaultRequest(name));
        return $"device {name}";
    }

    public void Heal()
    {
        _proxy.Apply(NetworkFault.None);
        foreach (var name in _armed)
        {
            _run.Faults.Clear(name);
        }

        _armed.Clear();
    }

    public (string Entity, string Json) NextCommand(Random random) => random.Next(3) switch
    {
        0 => ("power", random.Next(2) == 0 ? "true" : "false"),
        1 => ("brightness", Math.Round((random.NextDouble() * 2) - 1, 2).ToString(CultureInfo.InvariantCulture)),
        _ => ("source", random.Next(2) == 0 ? "\"HDMI\"" : "\"DisplayPort 1\""),
    };

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _run.DisposeAsync();
    }
}
