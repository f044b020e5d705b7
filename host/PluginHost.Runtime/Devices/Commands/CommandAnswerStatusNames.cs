namespace PluginHost.Runtime.Devices.Commands;

/// <summary>The names of answers on the wire.</summary>
public static class CommandAnswerStatusNames
{
    /// <summary>The name that users, scripts and the API know.</summary>
    /// <param name="status">The status.</param>
    /// <returns>The name in kebab case.</returns>
    public static string ToName(this CommandAnswerStatus status) => status switch
    {
        CommandAnswerStatus.Completed => "completed",
        CommandAnswerStatus.Waiting => "waiting",
        CommandAnswerStatus.NotFound => "not-found",
        CommandAnswerStatus.Refused => "refused",
        CommandAnswerStatus.Busy => "busy",
        CommandAnswerStatus.Offline => "offline",
        CommandAnswerStatus.Failed => "failed",
        CommandAnswerStatus.TimedOut => "timed-out",
        _ => "superseded",
    };
}
