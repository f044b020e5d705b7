using Microsoft.Extensions.Logging;

namespace PluginHost.Runtime.Devices;

/// <summary>Tells in a device's log that its driver is broken, and where.</summary>
internal static partial class DriverFault
{
    /// <param name="log">The device's log.</param>
    /// <param name="generation">Whose code it was.</param>
    /// <param name="reason">One sentence.</param>
    /// <param name="detail">The exception with its stack; empty when there was none.</param>
    public static void Tell(ILogger log, int generation, string reason, string detail) =>
        Broken((log as IGenerationLogger)?.Of(generation) ?? log, reason, Behind(reason, detail));

    /// <summary>What the exception says beside what the sentence has said already.</summary>
    private static string Behind(string reason, string detail)
    {
        var (line, rest) = detail.Split('\n', 2) is [var first, var behind] ? (first.TrimEnd('\r'), behind) : (detail, "");
        var message = line[(line.IndexOf(": ", StringComparison.Ordinal) is >= 0 and var colon ? colon + 2 : 0)..];
        return !reason.Contains(message, StringComparison.Ordinal) ? $" {detail}"
            : rest.Length > 0 ? Environment.NewLine + rest
            : "";
    }

    [LoggerMessage(1, LogLevel.Error, "The driver is broken: {Reason}{Detail}")]
    private static partial void Broken(ILogger log, string reason, string detail);
}
