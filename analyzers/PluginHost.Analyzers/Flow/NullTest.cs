using Microsoft.CodeAnalysis;

namespace PluginHost.Analyzers.Flow;

/// <summary>What the condition of a branch says about a slot, or about a flag of the type.</summary>
/// <param name="Slot">The slot tested; below 0 for none.</param>
/// <param name="WhenTrue">What the slot holds where the condition holds.</param>
/// <param name="WhenFalse">And where it does not.</param>
/// <param name="Flag">A <see langword="bool"/> member of the type that the condition is.</param>
/// <param name="FlagWhenTrue">The flag's value where the condition holds.</param>
internal sealed record NullTest(int Slot, Presence WhenTrue, Presence WhenFalse, ISymbol? Flag = null, bool FlagWhenTrue = true)
{
    /// <summary>Whether the resource is asked how it does, and not only whether it is there.</summary>
    public bool AsksState { get; init; }
}
