using System.Globalization;
using PluginHost.Ipcom.Virtual;

namespace PluginHost.Soak;

/// <summary>A house controller with lights, a dimmer and two shutters, of which no motor may ever be driven both ways.</summary>
internal sealed class IpcomSoakDevice : ISoakDevice
{
    private static readonly string[] ShutterWishes = ["\"open\"", "\"close\"", "\"stop\""];

    private readonly IpcomVirtualDevice _controller;
    private string _porchName = "Porch";
    private int _travelSeconds = 4;
    private int _deadMilliseconds = 500;

    private IpcomSoakDevice(string id, IpcomVirtualDevice controller, FaultyLine line) => (Id, _controller, Line) = (id, controller, line);

    public string Id { get; }

    public FaultyLine Line { get; }

    public string Account => $"{_controller.Counters.LoggedIn} sessions, {_controller.Counters.Polls} polls, {_controller.Counters.Writes} writes";

    public string Complaint => _controller.Alarms is [.., var last] alarms
        ? $"{Id} saw both relays of a shutter {alarms.Count} times, at last {last}"
        : "";

    public static async Task<IpcomSoakDevice> StartAsync(string id)
    {
        var controller = new IpcomVirtualDevice();
        return new(id, controller, await FaultyLine.StartAsync(controller, new() { ["username"] = "soak", ["password"] = "through-and-through" }));
    }

    public string ToYaml() => $$"""
          - id: {{Id}}
            driver: ipcom
            log: debug
            settings:
              host: 127.0.0.1
              port: {{Line.Port}}
              username: soak
              password: through-and-through
              travel_time: {{_travelSeconds}}s
              dead_time: {{_deadMilliseconds}}ms
              lights:
                porch: { module: 1, output: 1, type: light, display_name: {{_porchName}} }
                larder: { module: 1, output: 2, type: light }
                long_table: { module: 6, output: 1, type: dimmer }
              shutters:
                east_d: { module: 5, output: 1, relay_role: down, paired_device: east_u }
                east_u: { module: 5, output: 2, relay_role: up, paired_device: east_d }
                west_d: { module: 5, output: 3, relay_role: down, paired_device: west_u }
                west_u: { module: 5, output: 4, relay_role: up, paired_device: west_d }

        """;

    public void Edit(Random random)
    {
        switch (random.Next(3))
        {
            case 0:
                _porchName = $"Porch {random.Next(1000)}";
                break;
            case 1:
                _travelSeconds = random.Next(2, 8);
                break;
            default:
                _deadMilliseconds = random.Next(200, 1000);
                break;
        }
    }

    public (string Entity, string Json) NextCommand(Random random) => random.Next(5) switch
    {
        0 => (random.Next(2) == 0 ? "porch" : "larder", random.Next(2) == 0 ? "true" : "false"),
        1 => ("long-table-level", random.Next(101).ToString(CultureInfo.InvariantCulture)),
        2 => (Shutter(random), random.Next(101).ToString(CultureInfo.InvariantCulture)),
        _ => (Shutter(random), ShutterWishes[random.Next(ShutterWishes.Length)]),
    };

    private static string Shutter(Random random) => random.Next(2) == 0 ? "east" : "west";
}
