using Microsoft.Extensions.Logging;

namespace Toy;

internal static partial class ToyLog
{
    [LoggerMessage(1, LogLevel.Debug, "Logging in with {Pin}")]
    public static partial void LogDetail(this ILogger log, string pin);
}
