using PluginHost.Runtime.Devices.Calls;
using PluginHost.Runtime.Devices.Supervision;

namespace PluginHost.Runtime.Devices.Connections;

/// <summary>How an attempt or connection came to its end.</summary>
/// <param name="Caller">The call that ended it.</param>
/// <param name="Outcome">What came of that call.</param>
/// <param name="Reaction">What the host does about it.</param>
/// <param name="Reason">One sentence.</param>
/// <param name="Detail">The exception with its stack; empty when there was none.</param>
internal sealed record RunEnd(Caller Caller, CallOutcome Outcome, Reaction Reaction, string Reason, string Detail);
