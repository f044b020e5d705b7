using System.Net;
using Microsoft.Extensions.Logging;

namespace PluginHost.Runtime.Transports;

internal sealed partial class StreamListener
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Serving a stream accepted on {Local} failed")]
        public static partial void StreamFailed(ILogger log, EndPoint local, Exception error);

        [LoggerMessage(2, LogLevel.Debug, "A stream accepted on {Local} ended early: {Reason}")]
        public static partial void StreamEnded(ILogger log, EndPoint local, string reason);

        [LoggerMessage(3, LogLevel.Debug, "A peer was gone before its stream was accepted on {Local}")]
        public static partial void StreamGone(ILogger log, EndPoint local, Exception error);
    }
}
