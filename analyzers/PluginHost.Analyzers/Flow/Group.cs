using Microsoft.CodeAnalysis;
using PluginHost.Analyzers.Resources;

namespace PluginHost.Analyzers.Flow;

/// <summary>One resource with all its wrappers: what is opened at one place of a method, or what a field holds when it begins.</summary>
/// <param name="Origin">The acquisition; <see langword="null"/> for what a field holds at the start.</param>
/// <param name="Field">The field, for what it holds at the start or what a call left in it.</param>
/// <param name="Kind">What it is.</param>
internal sealed record Group(IOperation? Origin, ISymbol? Field, ResourceKind Kind)
{
    /// <summary>Whether it needs disposal only once something arms it: a token source without a time.</summary>
    public bool NeedsArming { get; init; }

    /// <summary>Whether it came with a callback: ours to close only once we have said goodbye to its peer.</summary>
    public bool NeedsGoodbye { get; init; }

    /// <summary>Whether whoever started the method has left it alone with it: ours to close, if it closes it at all.</summary>
    public bool IsGiven { get; init; }
}
