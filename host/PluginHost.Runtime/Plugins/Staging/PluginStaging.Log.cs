using Microsoft.Extensions.Logging;

namespace PluginHost.Runtime.Plugins.Staging;

internal sealed partial class PluginStaging
{
    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "What served last could not be written to {File}: {Reason}")]
        public static partial void NotMarked(ILogger logger, string file, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The plugin copy {Folder} could not be deleted: {Reason}")]
        public static partial void NotDeleted(ILogger logger, string folder, string reason);
    }
}
