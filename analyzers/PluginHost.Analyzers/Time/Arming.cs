using Microsoft.CodeAnalysis;

namespace PluginHost.Analyzers.Time;

/// <summary>The place where a source is given its time.</summary>
/// <param name="By">The creation, the <c>CancelAfter</c>, or the call of a method that makes such a source.</param>
/// <param name="Time">The time as it is written there; <see langword="null"/> where a method called says it.</param>
/// <param name="Limit">That time.</param>
internal sealed record Arming(IOperation By, IOperation? Time, Duration Limit);
