using Microsoft.Extensions.Logging;

namespace PluginHost.Barco.Session;

internal sealed partial class PulseSession
{
    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "{Bytes} bytes outside of messages were skipped so far")]
        public static partial void Skipped(ILogger logger, long bytes);
    }
}
