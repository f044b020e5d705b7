using PluginHost.Runtime.Devices.Calls;
using PluginHost.Runtime.Devices.Commands;

namespace PluginHost.Runtime.Devices.Connections;

/// <summary>Puts a driver's answer to a command into the words of its sender.</summary>
internal static class CommandOutcomes
{
    /// <param name="own">The outcome that the driver set, if any: it stands, whatever came of the call.</param>
    /// <param name="call">What came of the call.</param>
    public static (CommandAnswerStatus Status, string Reason) Of(CommandOutcome? own, CallResult<bool> call) => own is not null
        ? (Of(own.Status), own.Reason ?? "")
        : call.Outcome switch
        {
            CallOutcome.Completed => (CommandAnswerStatus.Completed, ""),
            CallOutcome.Busy => (CommandAnswerStatus.Busy, call.Reason),
            CallOutcome.TimedOut or CallOutcome.Hung or CallOutcome.Blocked => (CommandAnswerStatus.TimedOut, call.Reason),
            CallOutcome.Lost or CallOutcome.Stopped => (CommandAnswerStatus.Offline, call.Reason),
            _ => (CommandAnswerStatus.Failed, call.Reason),
        };

    private static CommandAnswerStatus Of(CommandStatus status) => status switch
    {
        CommandStatus.Completed => CommandAnswerStatus.Completed,
        CommandStatus.Busy => CommandAnswerStatus.Busy,
        CommandStatus.Refused => CommandAnswerStatus.Refused,
        CommandStatus.TimedOut or CommandStatus.Expired => CommandAnswerStatus.TimedOut,
        CommandStatus.Superseded => CommandAnswerStatus.Superseded,
        _ => CommandAnswerStatus.Failed,
    };
}
