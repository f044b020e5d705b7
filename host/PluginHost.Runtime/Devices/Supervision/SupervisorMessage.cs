using PluginHost.Runtime.Devices.Connections;
using PluginHost.Runtime.Devices.HandOver;
using PluginHost.Runtime.Ledger;

namespace PluginHost.Runtime.Devices.Supervision;

/// <summary>What comes through the mailbox. Names a run by its number: one that is over must not be held by what it said last.</summary>
internal sealed record SupervisorMessage(DeviceSignal Signal, string Reason)
{
    public long? Run { get; init; }

    public RunEnd? End { get; init; }

    public DeviceModel? Model { get; init; }

    public TaskCompletionSource<HandOverResult>? Asked { get; init; }

    public LedgerOwner? Owner { get; init; }

    public TimeSpan? PollInterval { get; init; }

    public TimeSpan PollTook { get; init; }

    public string? PollBusy { get; init; }

    public bool ResetsBackoff { get; init; }

    public bool IsBusyChange { get; init; }

    public bool Renews { get; init; }
}
