using Microsoft.CodeAnalysis;

namespace PluginHost.Analyzers.Flow;

/// <summary>A place that can hold a resource.</summary>
/// <param name="Symbol">The variable or member; <see langword="null"/> for what the compiler keeps between two steps.</param>
/// <param name="IsField">Whether it outlives the method.</param>
internal sealed record Slot(ISymbol? Symbol, bool IsField);
