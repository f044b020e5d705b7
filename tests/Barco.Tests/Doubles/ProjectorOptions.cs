namespace PluginHost.Barco.Tests.Doubles;

/// <summary>What a <see cref="ProjectorBench"/> is made of.</summary>
internal sealed record ProjectorOptions
{
    /// <summary>The virtual projector's.</summary>
    public Dictionary<string, string> Knobs { get; init; } = [];

    /// <summary>The driver's, beside those that lead it to the projector.</summary>
    public Dictionary<string, string> Settings { get; init; } = [];

    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>Of the driver's plan.</summary>
    public Func<DriverPlan, DriverPlan>? Change { get; init; }

    /// <summary>Around the driver.</summary>
    public Func<IDeviceDriver, IDeviceDriver>? Wrap { get; init; }

    public bool IsRealTime { get; init; }

    /// <summary>Whether a proxy stands between.</summary>
    public bool HasProxy { get; init; }

    /// <summary>Whether a server stands between that can be told to send anything instead.</summary>
    public bool HasImpostor { get; init; }

    /// <summary>How far the clock goes in a millisecond; no less fine than the limits that are tested.</summary>
    public TimeSpan Step { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Whether the clock hurries while an open connection idles; only where nothing is to end it then.</summary>
    public bool IsHasty { get; init; }

    public bool IsPerPoll => Settings.GetValueOrDefault("connection") == "per-poll";

    /// <summary>A plan that comes back at once, and does not mind a long silence while the clock jumps.</summary>
    public static DriverPlan Restless(DriverPlan plan) => plan with
    {
        Backoff = new Backoff { First = TimeSpan.FromMilliseconds(10), Cap = TimeSpan.FromMilliseconds(10), Jitter = 0 },
        LongestSilence = null,
    };
}
