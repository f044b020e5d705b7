using Microsoft.CodeAnalysis;

namespace PluginHost.Analyzers.Flow;

/// <summary>What the condition of a branch says about a slot, or about a flag of the type.</summary>
/// <param name="Slot">The slot tested against null; below 0 for none.</param>
/// <param name="IsNullWhenTrue">Whether the slot is null where the condition holds; it is not null where it does not.</param>
/// <param name="Flag">A <see langword="bool"/> member of the type that the condition is.</param>
/// <param name="FlagWhenTrue">The flag's value where the condition holds.</param>
internal sealed record NullTest(int Slot, bool IsNullWhenTrue, ISymbol? Flag = null, bool FlagWhenTrue = true);
