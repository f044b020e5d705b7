using Microsoft.CodeAnalysis;
using PluginHost.Analyzers.Flow;
using PluginHost.Analyzers.Lifecycle;
using PluginHost.Analyzers.Resources;

namespace PluginHost.Analyzers.Rules;

/// <summary>PH0013: a field that holds a connection which the type opens and nothing closes.</summary>
internal static class NeverClosedField
{
    public static readonly DiagnosticDescriptor Descriptor = Descriptors.Warning(
        RuleIdentifiers.NeverClosedField,
        "Owned connection field is never closed",
        "'{0}' holds a connection that this type opens, and nothing ever closes it",
        "A type that opens a connection and keeps it needs a member that closes it: Dispose, Close, Disconnect. Without one it stays open until the process ends.");

    /// <summary>The fields to report.</summary>
    public static IEnumerable<ISymbol> In(INamedTypeSymbol type, TypeAnalysis analysis, ResourceTypes types) => analysis.Members
        .SelectMany(member => member.Steps.Tables.Fields.Keys)
        .Distinct<ISymbol>(SymbolEqualityComparer.Default)
        .Where(field => field is { IsStatic: false, DeclaredAccessibility: Accessibility.Private } && SymbolEqualityComparer.Default.Equals(field.ContainingType, type))
        .Where(field => IsConnection(field, types) && analysis.Ownership.IsOwned(field) && analysis.Ownership.IsOpened(field) && !analysis.Ownership.IsClosedSomewhere(field) && !analysis.Ownership.IsHandedOn(field))
        .Where(field => !Round(type).Any(other => UserResources.IsClosedIn(other, field.Name)));

    /// <summary>One client for the whole program is what its makers advise.</summary>
    private static bool IsConnection(ISymbol field, ResourceTypes types)
    {
        var type = OwnMembers.TypeOf(field);
        return types.KindOf(type) is ResourceKind.Connection or ResourceKind.User && type.Name is not ("HttpClient" or "HttpClientHandler" or "SocketsHttpHandler");
    }

    /// <summary>The type, those it stands in and those it derives from; types inside it are part of its text.</summary>
    private static IEnumerable<INamedTypeSymbol> Round(INamedTypeSymbol type)
    {
        for (var outer = type; outer is not null; outer = outer.ContainingType)
        {
            yield return outer;
        }

        for (var parent = type.BaseType; parent is { SpecialType: SpecialType.None }; parent = parent.BaseType)
        {
            yield return parent;
        }
    }
}
