using PluginHost.Runtime.Devices.Connections;

namespace PluginHost.Runtime.Devices.Supervision;

internal sealed partial class DeviceSupervisor
{
    /// <summary>What comes through the mailbox.</summary>
    private sealed record Message(DeviceSignal Signal, string Reason)
    {
        public ConnectionRun? Run { get; init; }

        public RunEnd? End { get; init; }

        public DeviceModel? Model { get; init; }

        public TimeSpan? PollInterval { get; init; }

        public TimeSpan PollTook { get; init; }

        public bool ResetsBackoff { get; init; }

        public bool IsBusyChange { get; init; }
    }
}
