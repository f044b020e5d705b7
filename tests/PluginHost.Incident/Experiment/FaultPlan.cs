using System.Globalization;

namespace PluginHost.Incident.Experiment;

/// <summary>What goes wrong before which poll: the arithmetic of the incident, at places that a seed decides.</summary>
internal sealed class FaultPlan
{
    /// <summary>1,800 polls an hour.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(2);

    private const int PollsPerTimeout = 100;
    private const int PollsPerStaleEnd = 900;

    /// <summary>Far enough apart that no driver meets two refusals in a row and waits for a person.</summary>
    private const int PollsPerRefusedPin = 150;

    private const int BusyPolls = 30;

    private static readonly TimeSpan Late = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan TricklePause = TimeSpan.FromSeconds(6);

    private readonly ILookup<int, FaultRequest> _begins;
    private readonly int _busyFrom;

    public FaultPlan(int polls, int seed, HurriedTime time)
    {
        var random = new Random(seed);
        _busyFrom = polls / 4;
        _begins = new[]
        {
            Spread(PollsPerTimeout, "late-reply", Milliseconds(Late)),
            // The whole answer, and then the end: the next poll meets a connection that the projector has closed.
            Spread(PollsPerStaleEnd, "truncate", "65536"),
            Spread(PollsPerRefusedPin, "refuse-pin", null),
            [(polls / 2, new FaultRequest("trickle", Milliseconds(TricklePause), 1)), (_busyFrom, new FaultRequest("busy-reads"))],
        }.SelectMany(faults => faults).ToLookup(fault => fault.Poll, fault => fault.Fault);

        (int Poll, FaultRequest Fault)[] Spread(int pollsPerFault, string name, string? value) =>
        [
            .. Enumerable.Range(0, Math.Max(1, polls / pollsPerFault))
                .Select(i => ((i * pollsPerFault) + random.Next(Math.Min(polls, pollsPerFault / 2)), new FaultRequest(name, value, 1))),
        ];

        // The projector has the system's clock.
        string Milliseconds(TimeSpan span) => time.Real(span).TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture) + "ms";
    }

    /// <summary>What begins before a poll.</summary>
    public IEnumerable<FaultRequest> At(int poll) => _begins[poll];

    public void Apply(int poll, FaultList faults)
    {
        foreach (var fault in At(poll))
        {
            faults.Set(fault);
        }

        if (poll == _busyFrom + BusyPolls)
        {
            faults.Clear("busy-reads");
        }
    }
}
