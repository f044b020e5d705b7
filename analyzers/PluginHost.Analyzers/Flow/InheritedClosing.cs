using Microsoft.CodeAnalysis;
using PluginHost.Analyzers.Resources;

namespace PluginHost.Analyzers.Flow;

/// <summary>Reads from the syntax of a base class's method which inherited members it closes.</summary>
internal static class InheritedClosing
{
    /// <summary>The fields and properties of the method's own type that it closes.</summary>
    public static IEnumerable<ISymbol> FieldsClosedBy(IMethodSymbol method, ResourceTypes types)
    {
        foreach (var member in method.ContainingType.GetMembers())
        {
            if (member is IFieldSymbol { IsConst: false } or IPropertySymbol { IsIndexer: false }
                && types.MayHoldConnection(OwnMembers.TypeOf(member))
                && method.DeclaringSyntaxReferences.Any(reference => UserResources.ClosingsIn(reference.GetSyntax(), member.Name).Any()))
            {
                yield return member;
            }
        }
    }
}
