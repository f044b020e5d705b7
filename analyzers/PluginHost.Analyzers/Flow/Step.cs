using Microsoft.CodeAnalysis;

namespace PluginHost.Analyzers.Flow;

/// <summary>One thing a method does to resources, in the order of execution.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Operation">Where.</param>
/// <param name="Target">The slot written, or the one the step is about.</param>
/// <param name="Source">The slot read; below 0 for none.</param>
/// <param name="Group">The resource acquired; below 0 for none.</param>
/// <param name="Callee">The method of the same type that is called.</param>
internal sealed record Step(StepKind Kind, IOperation Operation, int Target = -1, int Source = -1, int Group = -1, IMethodSymbol? Callee = null);
