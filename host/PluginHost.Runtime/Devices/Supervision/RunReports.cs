using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Devices.Connections;

namespace PluginHost.Runtime.Devices.Supervision;

/// <summary>Puts what the runs of one device tell into words of its supervisor's.</summary>
internal sealed partial class RunReports(Action<SupervisorMessage> post, ILogger log) : IRunObserver
{
    public void Opened(ConnectionRun run) => post(About(run, run.IsPerPoll ? DeviceSignal.PollOpened : DeviceSignal.Opened));

    public void OpensAnew(ConnectionRun run, string problem)
    {
        Log.OpensAnew(log, problem);
        post(About(run, DeviceSignal.Vacated, problem));
    }

    public void BusyChanged(ConnectionRun run) => post(About(run, DeviceSignal.BusyBegan) with { IsBusyChange = true });

    public void PollDone(ConnectionRun run, TimeSpan? interval, TimeSpan took) =>
        post(About(run, DeviceSignal.PollDone) with { PollInterval = interval, PollTook = took, PollBusy = run.BusyReason });

    public void Ended(ConnectionRun run, RunEnd end) => post(About(run, DeviceSignal.Lost, end.Reason) with { End = end });

    private static SupervisorMessage About(ConnectionRun run, DeviceSignal signal, string reason = "") => new(signal, reason) { Run = run.Number };

    private static partial class Log
    {
        [LoggerMessage(11, LogLevel.Warning, "The old connection could not be gone on with, a new one is opened: {Reason}")]
        public static partial void OpensAnew(ILogger log, string reason);
    }
}
