using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using PluginHost.Analyzers.Apis;

namespace PluginHost.Analyzers.Flow;

/// <summary>One thing a method does to resources, in the order of execution.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Operation">Where.</param>
/// <param name="Target">The slot written, or the one the step is about.</param>
/// <param name="Source">The slot read; below 0 for none.</param>
/// <param name="Group">The resource acquired; below 0 for none.</param>
/// <param name="Callee">The method of the same type that is called.</param>
/// <param name="Role">What the call is known to do, for a step that can throw.</param>
internal sealed record Step(StepKind Kind, IOperation Operation, int Target = -1, int Source = -1, int Group = -1, IMethodSymbol? Callee = null, ApiRole Role = ApiRole.None)
{
    /// <summary>Whether what is handed over becomes the method's result.</summary>
    public bool IsResult { get; init; }

    /// <summary>Whether it puts something into a member.</summary>
    public bool Writes(StepTables tables, ISymbol member) =>
        Kind is StepKind.Assign or StepKind.AssignIfEmpty && SymbolEqualityComparer.Default.Equals(tables.Slots[Target].Symbol, member);

    /// <summary>Two steps that look alike are two all the same.</summary>
    public bool Equals(Step? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);
}
