using System.Globalization;

namespace PluginHost.Incident.Experiment;

/// <summary>What goes wrong before which poll: the arithmetic of the incident, at places that a seed decides.</summary>
internal sealed class FaultPlan
{
    /// <summary>1,800 polls an hour.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(2);

    private const string Busy = "busy-reads";
    private const string RefusedPin = "refuse-pin";
    private const int PollsPerTimeout = 100;
    private const int PollsPerStaleEnd = 900;


    /// <summary>After every third late answer the PIN is refused once too, to whoever logs in anew because of it.</summary>
    private const int TimeoutsPerRefusedPin = 3;

    /// <summary>
    /// How long busy and an unmet refusal last. A refusal that waited for longer could meet a driver twice in a row, which
    /// then rightly waits for a person.
    /// </summary>
    private const int LastingPolls = 30;

    private static readonly TimeSpan Late = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan TricklePause = TimeSpan.FromSeconds(6);

    private readonly ILookup<int, FaultRequest> _begins;
    public FaultPlan(int polls, int seed, HurriedTime time)
    {
        var random = new Random(seed);
        var late = Spread(PollsPerTimeout, "late-reply", Milliseconds(Late));
        _begins = new[]
        {
            late,
            [.. late.Where((_, i) => i % TimeoutsPerRefusedPin == 0).Select(one => (one.Poll, new FaultRequest(RefusedPin, null, 1)))],
            // The whole answer, and then the end: the next poll meets a connection that the projector has closed.
            Spread(PollsPerStaleEnd, "truncate", "65536"),
            [(polls / 2, new FaultRequest("trickle", Milliseconds(TricklePause), 1)), (polls / 4, new FaultRequest(Busy))],
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

        foreach (var fault in At(poll - LastingPolls).Where(one => one.Name is Busy or RefusedPin))
        {
            faults.Clear(fault.Name);
        }
    }
}
