using Microsoft.CodeAnalysis;
using PluginHost.Analyzers.Flow;

namespace PluginHost.Analyzers.Lifecycle;

/// <summary>One body of a type: a method, an accessor, an initializer, or a lambda or local function inside one of them.</summary>
/// <param name="Owner">The method, or the field or property whose initializer it is.</param>
/// <param name="Steps">What it does.</param>
/// <param name="Guards">What of it stands behind a flag.</param>
/// <param name="IsNested">Whether it is a lambda or local function, which may run at any time.</param>
/// <param name="Flags">The values it gives to <see langword="bool"/> members; <see langword="null"/> for one that is no constant.</param>
internal sealed record Member(ISymbol Owner, MethodSteps Steps, GuardedSteps Guards, bool IsNested, IReadOnlyList<(ISymbol Flag, bool? Value)> Flags)
{
    /// <summary>Whether a handler of one type lets every other exception past; else it takes what a failing connection throws.</summary>
    public bool HasStrictHandlers { get; init; }

    /// <summary>Whether it runs before anybody else can: nothing was held before.</summary>
    public bool IsConstruction => !IsNested && Owner is IFieldSymbol or IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor };

    /// <summary>Whether it is an initializer, which runs before every constructor.</summary>
    public bool IsInitializer => Owner is IFieldSymbol or IPropertySymbol;
}
