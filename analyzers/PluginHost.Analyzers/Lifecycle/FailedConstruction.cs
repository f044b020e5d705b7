using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PluginHost.Analyzers.Lifecycle;

/// <summary>Knows the code that runs only where an object never comes to be: what it closes stays open in every object that does.</summary>
internal static class FailedConstruction
{
    /// <summary>Whether a node stands in a handler of a constructor's own body.</summary>
    public static bool Contains(SyntaxNode node)
    {
        var isInHandler = false;
        for (var outer = node.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)
            {
                return isInHandler && outer is ConstructorDeclarationSyntax;
            }

            isInHandler |= outer is CatchClauseSyntax;
        }

        return false;
    }
}
