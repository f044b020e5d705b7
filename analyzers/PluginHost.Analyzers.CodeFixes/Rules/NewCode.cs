using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace PluginHost.Analyzers.CodeFixes.Rules;

/// <summary>Makes syntax from text: names are written in full, so that they mean what they shall, and then as short as the file's usings allow.</summary>
internal static class NewCode
{
    public static StatementSyntax Statement(string text) => Simplified(SyntaxFactory.ParseStatement(text))
        .WithLeadingTrivia(SyntaxFactory.ElasticMarker)
        .WithTrailingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed)
        .WithAdditionalAnnotations(Formatter.Annotation);

    public static ExpressionSyntax Expression(string text) => Simplified(SyntaxFactory.ParseExpression(text));

    private static T Simplified<T>(T node)
        where T : SyntaxNode => node.ReplaceNodes(
            node.DescendantNodesAndSelf().Where(one => one is QualifiedNameSyntax or MemberAccessExpressionSyntax && one.ToString().StartsWith("global::", StringComparison.Ordinal)),
            (_, now) => now.WithAdditionalAnnotations(Simplifier.Annotation));
}
