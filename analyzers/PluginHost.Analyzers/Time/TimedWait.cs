using Microsoft.CodeAnalysis;

namespace PluginHost.Analyzers.Time;

/// <summary>A wait with a limit.</summary>
/// <param name="Operation">The call that waits.</param>
/// <param name="Kind">How it is limited.</param>
/// <param name="Limit">How long at most.</param>
/// <param name="LimitedBy">Where the limit is given.</param>
internal sealed record TimedWait(IOperation Operation, WaitKind Kind, Duration Limit, IOperation LimitedBy);
