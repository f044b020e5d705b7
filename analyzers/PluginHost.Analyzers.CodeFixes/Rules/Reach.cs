using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PluginHost.Analyzers.CodeFixes.Rules;

/// <summary>Whether a member or parameter that is in scope may also be used: names are found in static code too, and then do not compile.</summary>
internal static class Reach
{
    public static bool CanUse(ISymbol symbol, SyntaxNode place, SemanticModel model)
    {
        if (symbol.IsStatic)
        {
            return true;
        }

        var declared = symbol is IParameterSymbol ? symbol.ContainingSymbol.DeclaringSyntaxReferences.Select(one => one.GetSyntax()).ToList() : [];
        var inFunction = false;
        foreach (var node in place.Ancestors())
        {
            if (node is TypeDeclarationSyntax type)
            {
                return IsOwn(symbol, type, model) && !(inFunction && type.IsKind(SyntaxKind.StructDeclaration));
            }

            if (declared.Contains(node))
            {
                return true;
            }

            if (IsStatic(node) || (symbol is not IParameterSymbol && IsInitializer(node)))
            {
                return false;
            }

            inFunction |= node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax;
        }

        return false;
    }

    private static bool IsStatic(SyntaxNode node) => node switch
    {
        LocalFunctionStatementSyntax function => function.Modifiers.Any(SyntaxKind.StaticKeyword),
        AnonymousFunctionExpressionSyntax lambda => lambda.Modifiers.Any(SyntaxKind.StaticKeyword),
        MemberDeclarationSyntax member => member.Modifiers.Any(SyntaxKind.StaticKeyword),
        _ => false,
    };

    private static bool IsInitializer(SyntaxNode node) => node is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } or PropertyDeclarationSyntax };

    private static bool IsOwn(ISymbol symbol, TypeDeclarationSyntax type, SemanticModel model)
    {
        for (INamedTypeSymbol? current = model.GetDeclaredSymbol(type); current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, symbol.ContainingType?.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }
}
