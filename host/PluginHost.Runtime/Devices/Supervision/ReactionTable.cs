using PluginHost.Runtime.Devices.Calls;

namespace PluginHost.Runtime.Devices.Supervision;

/// <summary>Caller × outcome → reaction. The one place where it is decided what a driver's behaviour leads to.</summary>
internal static class ReactionTable
{
    public static Reaction Of(Caller caller, CallOutcome outcome) => (caller, outcome) switch
    {
        (_, CallOutcome.Blocked) => Reaction.Quarantine,
        (_, CallOutcome.Hung) => Reaction.Fail,

        // A goodbye that fails changes nothing: the connection is ending anyway, and the host closes what is left.
        (Caller.Close or Caller.Dispose, CallOutcome.Completed) => Reaction.Continue,
        (Caller.Close or Caller.Dispose, _) => Reaction.Note,

        (_, CallOutcome.Completed) => Reaction.Continue,

        // Not even what is broken there speaks against an ordinary opening.
        (Caller.Suspend or Caller.Resume, _) => Reaction.OpenAnew,
        (_, CallOutcome.Broken) => Reaction.Fail,
        (_, CallOutcome.CredentialsRefused) => Reaction.CountRefusal,
        (_, CallOutcome.Unsupported) => Reaction.RetryLate,

        // Only where a connection goes on can a busy device be shown as such.
        (Caller.Rhythm or Caller.Command, CallOutcome.Busy) => Reaction.ShowBusy,
        _ => Reaction.Retry,
    };
}
