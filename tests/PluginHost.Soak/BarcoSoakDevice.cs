using System.Globalization;
using PluginHost.Barco.Virtual;

namespace PluginHost.Soak;

/// <summary>A projector.</summary>
internal sealed class BarcoSoakDevice : ISoakDevice
{
    private readonly BarcoVirtualDevice _projector;
    private bool _perPoll;
    private int _firstSeconds = 5;

    private BarcoSoakDevice(string id, bool perPoll, BarcoVirtualDevice projector, FaultyLine line) =>
        (Id, _perPoll, _projector, Line) = (id, perPoll, projector, line);

    public string Id { get; }

    public FaultyLine Line { get; }

    public string Account => $"{_projector.Counters.Accepted} connections, {_projector.Counters.Requests.Values.Sum()} requests";

    public string Complaint => "";

    public static async Task<BarcoSoakDevice> StartAsync(string id, bool perPoll)
    {
        var projector = new BarcoVirtualDevice();
        return new(id, perPoll, projector, await FaultyLine.StartAsync(projector, new() { ["scale"] = "0.05" }));
    }

    public string ToYaml() => $$"""
          - id: {{Id}}
            driver: barco
            log: debug
            settings:
              host: 127.0.0.1
              port: {{Line.Port}}
              connection: {{(_perPoll ? "per-poll" : "persistent")}}
              timeouts: { first: {{_firstSeconds}}s }

        """;

    public void Edit(Random random)
    {
        _perPoll = random.Next(2) == 0;
        _firstSeconds = random.Next(2, 6);
    }

    public (string Entity, string Json) NextCommand(Random random) => random.Next(3) switch
    {
        0 => ("power", random.Next(2) == 0 ? "true" : "false"),
        1 => ("brightness", Math.Round((random.NextDouble() * 2) - 1, 2).ToString(CultureInfo.InvariantCulture)),
        _ => ("source", random.Next(2) == 0 ? "\"HDMI\"" : "\"DisplayPort 1\""),
    };
}
