using Microsoft.CodeAnalysis;

namespace PluginHost.Analyzers.Time;

/// <summary>Where the tokens come from that can cancel a call, through all links.</summary>
/// <param name="IsArmedOutside">Whether one of them is cancelled by a time that began before the loop.</param>
/// <param name="ArmedInside">Where a time begins afresh in each pass.</param>
/// <param name="Limit">That time.</param>
/// <param name="Parameters">The parameters among them: whether these have a limit, the callers know.</param>
/// <param name="ArmedBefore">Where the times begin that began before the loop, as far as the source shows them.</param>
/// <param name="IsLinked">Whether one source is linked to others.</param>
internal sealed record TokenOrigin(
    bool IsArmedOutside, IOperation? ArmedInside, Duration Limit, IReadOnlyList<IParameterSymbol> Parameters, IReadOnlyList<Arming> ArmedBefore, bool IsLinked);
