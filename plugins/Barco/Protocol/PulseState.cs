using System.Collections.Frozen;

namespace PluginHost.Barco.Protocol;

/// <summary>A value of <c>system.state</c> or <c>system.targetstate</c> and what follows from it.</summary>
internal sealed record PulseState
{
    private static readonly FrozenDictionary<string, PulseState> Known;

    static PulseState() => Known = new[]
    {
        Boot, Eco, Standby, Ready, Conditioning, On, Service, Deconditioning, Error,
    }.ToFrozenDictionary(state => state.Name, StringComparer.Ordinal);

    private PulseState(string name) => Name = name;

    /// <summary>Starting.</summary>
    public static PulseState Boot { get; } = new("boot")
    {
        IsTransition = true,
        Uncertain = PulsePropertyGroups.System | PulsePropertyGroups.Statistics,
        PollInterval = TimeSpan.FromSeconds(5),
    };

    /// <summary>Asleep: off the network on most models, on some still answering.</summary>
    public static PulseState Eco { get; } = new("eco")
    {
        Uncertain = PulsePropertyGroups.System,
        PollInterval = TimeSpan.FromSeconds(30),
    };

    /// <summary>Electronics on low power.</summary>
    public static PulseState Standby { get; } = new("standby")
    {
        Readable = PulsePropertyGroups.System | PulsePropertyGroups.Statistics,
        PollInterval = TimeSpan.FromSeconds(30),
    };

    /// <summary>Electronics up, light off: off for a person in the room, though everything can be read.</summary>
    public static PulseState Ready { get; } = new("ready")
    {
        Readable = PulsePropertyGroups.All,
        PollInterval = TimeSpan.FromSeconds(2),
    };

    /// <summary>Warming up.</summary>
    public static PulseState Conditioning { get; } = new("conditioning")
    {
        IsPowerOn = true,
        IsTransition = true,
        Readable = PulsePropertyGroups.System | PulsePropertyGroups.Statistics,
        Uncertain = PulsePropertyGroups.Image,
        PollInterval = TimeSpan.FromSeconds(5),
    };

    /// <summary>Projecting.</summary>
    public static PulseState On { get; } = new("on")
    {
        IsPowerOn = true,
        Readable = PulsePropertyGroups.All,
        PollInterval = TimeSpan.FromSeconds(2),
    };

    public static PulseState Service { get; } = new("service") { Readable = PulsePropertyGroups.System };

    /// <summary>Cooling down.</summary>
    public static PulseState Deconditioning { get; } = new("deconditioning")
    {
        IsTransition = true,
        Readable = PulsePropertyGroups.System | PulsePropertyGroups.Statistics,
        Uncertain = PulsePropertyGroups.Image,
        PollInterval = TimeSpan.FromSeconds(5),
    };

    public static PulseState Error { get; } = new("error") { Readable = PulsePropertyGroups.System };

    /// <summary>The text as the device sent it.</summary>
    public string Name { get; }

    /// <summary>Whether a person would say that it is on or coming on.</summary>
    public bool IsPowerOn { get; private init; }

    /// <summary>Whether it is passing and commands may be refused as busy meanwhile.</summary>
    public bool IsTransition { get; private init; }

    /// <summary>What can be read.</summary>
    public PulsePropertyGroups Readable { get; private init; }

    /// <summary>What may be there or not: worth a try that tolerates absence and busy.</summary>
    public PulsePropertyGroups Uncertain { get; private init; }

    /// <summary>How often to ask while nothing is notified.</summary>
    public TimeSpan PollInterval { get; private init; } = TimeSpan.FromSeconds(10);

    public bool IsKnown => Known.ContainsKey(Name);

    /// <summary>Takes any text; one that is not known is kept, with only the system properties readable.</summary>
    public static PulseState Parse(string name) =>
        Known.GetValueOrDefault(name) ?? new PulseState(name) { Readable = PulsePropertyGroups.System };

    /// <summary>The power switch as shown: on from the moment the projector is heading there.</summary>
    /// <param name="state">The present state.</param>
    /// <param name="target">The target state; null where the firmware has none.</param>
    public static bool IsPoweredOn(PulseState state, PulseState? target) => state.IsPowerOn || target is { IsPowerOn: true };
}
