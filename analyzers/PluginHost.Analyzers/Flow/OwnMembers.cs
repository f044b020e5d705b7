using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Flow;

/// <summary>Tells the members in which an object itself holds something.</summary>
internal static class OwnMembers
{
    /// <summary>Whether a reference names a field or auto-property of the same object, or a static one of the same type.</summary>
    public static bool IsHeldHere(IMemberReferenceOperation reference, INamedTypeSymbol? type)
    {
        if (type is null || !IsHolder(reference.Member))
        {
            return false;
        }

        return reference.Member.IsStatic
            ? SymbolEqualityComparer.Default.Equals(reference.Member.ContainingType?.OriginalDefinition, type.OriginalDefinition)
            : reference.Instance?.Unwrap() is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance };
    }

    /// <summary>The fields and auto-properties in which an object of a type may hold something, with those that it inherits.</summary>
    public static IEnumerable<ISymbol> Of(INamedTypeSymbol? type)
    {
        for (var current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if (IsHolder(member) && !member.IsImplicitlyDeclared)
                {
                    yield return member;
                }
            }
        }
    }

    /// <summary>The type of what a field, a property, a primary constructor's parameter or a captured variable holds.</summary>
    public static ITypeSymbol TypeOf(ISymbol member) => member switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        ILocalSymbol local => local.Type,
        _ => ((IParameterSymbol)member).Type,
    };

    /// <summary>Whether a parameter of a primary constructor is used outside the constructor, and so is kept as a field is.</summary>
    public static bool IsKept(IParameterSymbol parameter, ISymbol owner) =>
        parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor
        && !SymbolEqualityComparer.Default.Equals(constructor, owner)
        && SymbolEqualityComparer.Default.Equals(constructor.ContainingType, owner.ContainingType)
        && owner is IMethodSymbol;

    /// <summary>Whether a variable belongs to the method round a lambda or local function.</summary>
    public static bool IsCaptured(ILocalSymbol local, ISymbol owner) =>
        owner is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction } && !SymbolEqualityComparer.Default.Equals(local.ContainingSymbol, owner);

    private static bool IsHolder(ISymbol member) => member switch
    {
        IFieldSymbol field => !field.IsConst,
        IPropertySymbol { IsIndexer: false } property => IsAuto(property),
        _ => false,
    };

    // A property whose accessors have bodies is no mere holder, though the compiler keeps a field for it: that one holds.
    private static bool IsAuto(IPropertySymbol property)
    {
        if (property.DeclaringSyntaxReferences.FirstOrDefault() is not { } declared
            || declared.GetSyntax() is PropertyDeclarationSyntax declaration && (declaration.ExpressionBody is not null || declaration.AccessorList?.Accessors.Any(HasBody) != false))
        {
            return false;
        }

        foreach (var member in property.ContainingType.GetMembers())
        {
            if (member is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasBody(AccessorDeclarationSyntax accessor) => accessor.Body is not null || accessor.ExpressionBody is not null;
}
