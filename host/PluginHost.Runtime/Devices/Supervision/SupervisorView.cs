using PluginHost.Runtime.Devices.Calls;

namespace PluginHost.Runtime.Devices.Supervision;

/// <summary>What a supervisor shows of its device; replaced whole, so readers need no lock.</summary>
internal sealed record SupervisorView(
    DeviceStatus Status,
    DateTimeOffset Since,
    string LastError,
    int Attempt,
    DateTimeOffset? NextAttemptAt,
    IReadOnlyList<DeviceTransition> Transitions)
{
    /// <summary>Whether its driver must not be called any more.</summary>
    public bool IsQuarantined { get; init; }

    /// <summary>What came of the call that ended the last connection or attempt; <see langword="null"/> while all is well.</summary>
    public CallOutcome? Outcome { get; init; }
}
