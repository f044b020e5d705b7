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

    /// <summary>The findings of a type; where the goodbye is said is the better place to close.</summary>
    public static IEnumerable<Diagnostic> Report(INamedTypeSymbol type, TypeAnalysis analysis, ResourceTypes types, HashSet<ISymbol> dropped)
    {
        if (IsOnlyOne(type))
        {
            yield break;
        }

        foreach (var field in Open(type, analysis, types).Where(field => !dropped.Contains(field)))
        {
            var goodbyes = GoodbyesTo(field, analysis).Select(step => step.Operation.Syntax).ToList();
            if (Round(type).SelectMany(other => other.DeclaringSyntaxReferences).SelectMany(part => UserResources.ClosingsIn(part.GetSyntax(), field.Name)).All(closing => FailedConstruction.Contains(closing) || goodbyes.Any(goodbye => goodbye.Contains(closing))))
            {
                yield return goodbyes.Count == 0 ? Diagnostic.Create(Descriptor, field.Locations[0], field.Name)
                    : Diagnostic.Create(
                        UnclosedConnections.ShutDownOnly, goodbyes[0].GetLocation(), field.Locations, HolderProperties.OfField(field), OwnMembers.TypeOf(field).ToDisplayString(Descriptors.TypeNames));
            }
        }
    }

    private static IEnumerable<Step> GoodbyesTo(ISymbol field, TypeAnalysis analysis) => analysis.Members
        .Where(member => member.Steps.Tables.Fields.ContainsKey(field))
        .SelectMany(member =>
        {
            var (aliases, slot) = (new Aliases(member.Steps), member.Steps.Tables.Fields[field].Slot);
            return member.Steps.All.Where(step => step.Kind == StepKind.Goodbye && aliases.SourcesOf(step.Target).Contains(slot)).OrderBy(step => step.Operation.Syntax.SpanStart);
        });

    private static IEnumerable<ISymbol> Open(INamedTypeSymbol type, TypeAnalysis analysis, ResourceTypes types) => analysis.Members
        .SelectMany(member => member.Steps.Tables.Fields.Keys)
        .Distinct<ISymbol>(SymbolEqualityComparer.Default)
        .Where(field => field is { IsStatic: false, DeclaredAccessibility: Accessibility.Private } && SymbolEqualityComparer.Default.Equals(field.ContainingType, type))
        .Where(field => IsConnection(field, types) && analysis.Ownership.IsOwned(field) && analysis.Ownership.IsOpened(field) && !analysis.Ownership.IsClosedSomewhere(field) && !analysis.Ownership.IsHandedOn(field));

    /// <summary>The one object that its own type makes and keeps lives as long as the program.</summary>
    private static bool IsOnlyOne(INamedTypeSymbol type) =>
        type.InstanceConstructors.All(constructor => constructor.DeclaredAccessibility == Accessibility.Private)
        && type.GetMembers().Any(member => member is IFieldSymbol { IsStatic: true } or IPropertySymbol { IsStatic: true } && OwnMembers.TypeOf(member) is { } kept
            && (SymbolEqualityComparer.Default.Equals(kept, type) || kept is INamedTypeSymbol { Name: "Lazy", TypeArguments: { Length: 1 } made } && SymbolEqualityComparer.Default.Equals(made[0], type)));

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
