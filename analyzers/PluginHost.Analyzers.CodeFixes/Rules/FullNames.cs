using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace PluginHost.Analyzers.CodeFixes.Rules;

/// <summary>Names are written in full, so that they mean what they shall, and then as short as the file's usings allow.</summary>
internal static class FullNames
{
    public static T Shortened<T>(T node)
        where T : SyntaxNode => node.ReplaceNodes(node.DescendantNodesAndSelf().Where(IsFull), (_, now) => now.WithAdditionalAnnotations(Simplifier.Annotation));

    /// <summary>In the block that begins at a place.</summary>
    public static SyntaxNode ShortenedAt(SyntaxNode root, int start) =>
        root.FindToken(start).Parent is { } block ? root.ReplaceNode(block, Shortened(block)) : root;

    private static bool IsFull(SyntaxNode node) =>
        node is QualifiedNameSyntax or MemberAccessExpressionSyntax && node.ToString().StartsWith("global::", StringComparison.Ordinal) && node.DescendantTokens().All(token => !token.IsKind(SyntaxKind.OpenParenToken));
}
