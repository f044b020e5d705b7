using PluginHost.Runtime.Devices.Calls;
using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Devices.Entities;
using PluginHost.Runtime.Devices.Lanes;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Runtime.Ledger;

namespace PluginHost.Runtime.Devices;

/// <summary>A device as it stood at a moment.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">The name people see.</param>
/// <param name="Driver">The id of its driver, as configured.</param>
/// <param name="Plugin">The plugin whose code serves it; <see langword="null"/> when there is none.</param>
/// <param name="Generation">The plugin's generation.</param>
/// <param name="Status">Its status.</param>
/// <param name="StatusSince">Since when.</param>
/// <param name="LastError">What went wrong last; empty when nothing did since it was online.</param>
/// <param name="Attempt">Which attempt comes next, or is under way; 0 while online.</param>
/// <param name="NextAttemptAt">When it is tried again by itself.</param>
/// <param name="Connections">Its transports.</param>
/// <param name="Commands">Its commands.</param>
/// <param name="Rhythms">Its rhythms, of the last connection.</param>
/// <param name="Entities">Its entities.</param>
/// <param name="Transitions">Its last changes of status, oldest first.</param>
/// <param name="LastOutcome">What came of the call into the driver that ended its last connection or attempt; <see langword="null"/> while all is well.</param>
/// <param name="IsQuarantined">Whether nothing is tried any more before its plugin is replaced.</param>
public sealed record DeviceSnapshot(
    string Id,
    string Name,
    string Driver,
    string? Plugin,
    int? Generation,
    DeviceStatus Status,
    DateTimeOffset StatusSince,
    string LastError,
    int Attempt,
    DateTimeOffset? NextAttemptAt,
    LedgerCounts Connections,
    CommandCounts Commands,
    IReadOnlyList<RhythmState> Rhythms,
    IReadOnlyList<EntityState> Entities,
    IReadOnlyList<DeviceTransition> Transitions,
    CallOutcome? LastOutcome,
    bool IsQuarantined)
{
    /// <summary>How often a connection that another one has taken the place of still wanted to say or send something; all of it was dropped.</summary>
    public long LateWrites { get; init; }
}
