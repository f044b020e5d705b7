using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Runtime.Events;
using PluginHost.Runtime.Ledger;
using PluginHost.Runtime.Scheduling;
using PluginHost.Runtime.Transports;

namespace PluginHost.Runtime.Devices;

/// <summary>What all devices of the process share.</summary>
internal sealed record DeviceServices(
    TransportServices Transports,
    ConnectionLedger Ledger,
    TimerWheel Wheel,
    PhaseSpreader Phases,
    OpenGate Gate,
    IEventLog Events,
    ILoggerFactory Logs,
    DeadlineSource Deadlines,
    Func<string, string> Mask)
{
    public Quarantines Quarantines { get; } = new();

    public RunningCode Code { get; } = new();

    public TimeProvider Time => Deadlines.Time;
}
