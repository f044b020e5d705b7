using Microsoft.CodeAnalysis;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Loops;

/// <summary>A loop that takes one item after another from a peer and does not end by what it takes.</summary>
/// <param name="Region">The loop.</param>
/// <param name="Reads">The calls that take the items; of an <c>await foreach</c> those that make the sequence.</param>
/// <param name="Sign">What its test says.</param>
/// <param name="IsHandedOn">Whether each item goes to somebody.</param>
/// <param name="IsNamed">Whether the method is called after what has no end: listen, watch, pump.</param>
internal sealed record EndlessLoop(LoopRegion Region, IReadOnlyList<IOperation> Reads, EndlessSign Sign, bool IsHandedOn, bool IsNamed)
{
    /// <summary>Whether the loop alone says that the stream has no end.</summary>
    public bool IsSure => IsNamed || Sign == EndlessSign.Stoppable || (Sign == EndlessSign.Forever && IsHandedOn);
}
