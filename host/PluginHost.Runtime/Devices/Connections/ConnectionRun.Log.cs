using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Devices.Supervision;

namespace PluginHost.Runtime.Devices.Connections;

internal sealed partial class ConnectionRun
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Cleanup failed in {Caller}: {Reason} {Detail}")]
        public static partial void CleanupFailed(ILogger log, Caller caller, string reason, string detail);

        [LoggerMessage(2, LogLevel.Error, "The host failed while it ran the connection")]
        public static partial void RunFailed(ILogger log, Exception error);

        [LoggerMessage(3, LogLevel.Error, "The host failed to close what the connection had been lent")]
        public static partial void ClosingFailed(ILogger log, Exception error);
    }
}
