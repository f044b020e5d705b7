using Microsoft.Extensions.Logging;

namespace PluginHost.Runtime.Hosting;

internal static partial class HouseLog
{
    [LoggerMessage(1, LogLevel.Error, "A timer's callback failed")]
    public static partial void TimerFailed(ILogger log, Exception error);

    [LoggerMessage(3, LogLevel.Error, "A configuration could not be applied; the devices go back to the last one")]
    public static partial void RollsBack(ILogger log, Exception error);

    [LoggerMessage(4, LogLevel.Error, "A reload ended by a fault")]
    public static partial void ReloadFailed(ILogger log, Exception error);

    [LoggerMessage(2, LogLevel.Error, "A callback that somebody registered on a deadline failed")]
    public static partial void CallbackFailed(ILogger log, Exception error);

    [LoggerMessage(5, LogLevel.Warning, "The changed files of plugin {Plugin} are not taken up: {Reason}")]
    public static partial void ReloadsPaused(ILogger log, string plugin, string reason);
}
