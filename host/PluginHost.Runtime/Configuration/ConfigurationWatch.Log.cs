using Microsoft.Extensions.Logging;

namespace PluginHost.Runtime.Configuration;

internal sealed partial class ConfigurationWatch
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Looking for changes of {File} failed; it is tried again.")]
        public static partial void LookFailed(ILogger logger, Exception fault, string file);

        [LoggerMessage(4, LogLevel.Error, "Reading the changed {File} failed.")]
        public static partial void ReadingFailed(ILogger logger, Exception fault, string file);

        [LoggerMessage(2, LogLevel.Error, "The change of {File} could not be taken over.")]
        public static partial void ChangeNotTaken(ILogger logger, Exception fault, string file);

        [LoggerMessage(3, LogLevel.Debug, "The file system tells no changes of {File}; it is read every 2 s.")]
        public static partial void OnlyPolling(ILogger logger, Exception fault, string file);
    }
}
