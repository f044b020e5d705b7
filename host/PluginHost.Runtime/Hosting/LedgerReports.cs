using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Events;
using PluginHost.Runtime.Ledger;

namespace PluginHost.Runtime.Hosting;

/// <summary>Writes what happens in the ledger to the log, and leaks to the event log too.</summary>
internal sealed partial class LedgerReports(DeviceLogs logs, ILogger other, IEventLog events) : ILedgerObserver
{
    public void Opened(LedgerLine line) => Log.Opened(LogOf(line), LevelOf(line), line.Kind.ToName(), line.Id, line.Remote);

    public void Closed(LedgerLine line, TimeSpan age, string reason) => Log.Closed(
        LogOf(line), LevelOf(line), line.Kind.ToName(), line.Id, line.Remote, age.TotalSeconds, line.BytesIn, line.BytesOut, reason);

    public void Leaked(LedgerLine line, string how, string openedBy)
    {
        Log.Leaked(LogOf(line), line.Kind.ToName(), line.Id, line.Remote, how, line.Owner.Plugin, line.Owner.Generation, openedBy);
        events.Append(EventType.Leak, line.Owner.Device, null, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("connection", line.Id);
            json.WriteString("transport", line.Kind.ToName());
            json.WriteString("remote", line.Remote);
            json.WriteString("plugin", line.Owner.Plugin);
            json.WriteNumber("generation", line.Owner.Generation);
            json.WriteString("how", how);
            json.WriteString("openedBy", openedBy);
            json.WriteEndObject();
        });
    }

    private ILogger LogOf(LedgerLine line) => line.Owner.Device is { } device ? logs.Of(device).Of(line.Owner.Generation) : other;

    /// <summary>Streams of virtual devices and of polls come and go all the time.</summary>
    private LogLevel LevelOf(LedgerLine line) =>
        line.Owner.Device is { } device && !logs.Of(device).IsPerPoll ? LogLevel.Information : LogLevel.Debug;

    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Message = "Opened {Transport} {Connection} to {Remote}")]
        public static partial void Opened(ILogger log, LogLevel level, string transport, long connection, string remote);

        [LoggerMessage(EventId = 2, Message = "Closed {Transport} {Connection} to {Remote} after {Age:0.0} s, {BytesIn} bytes in, {BytesOut} out: {Reason}")]
        public static partial void Closed(
            ILogger log, LogLevel level, string transport, long connection, string remote, double age, long bytesIn, long bytesOut, string reason);

        [LoggerMessage(3, LogLevel.Error, "Leak: {Transport} {Connection} to {Remote}, {How}; plugin {Plugin} generation {PluginGeneration}, opened by {OpenedBy}")]
        public static partial void Leaked(
            ILogger log, string transport, long connection, string remote, string how, string plugin, int pluginGeneration, string openedBy);
    }
}
