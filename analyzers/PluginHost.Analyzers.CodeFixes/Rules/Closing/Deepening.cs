using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PluginHost.Analyzers.CodeFixes.Rules.Closing;

/// <summary>Indents code by one step more, and changes nothing else of its layout.</summary>
internal static class Deepening
{
    public static StatementSyntax Deepen(StatementSyntax statement, string step) =>
        step.Length == 0 ? statement : statement.ReplaceTokens(statement.DescendantTokens(), (old, token) => token.WithLeadingTrivia(Deepen(old, step)));

    private static IEnumerable<SyntaxTrivia> Deepen(SyntaxToken token, string step)
    {
        var before = token.GetPreviousToken();
        var isAtStart = before.IsKind(SyntaxKind.None) || before.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
        foreach (var trivia in token.LeadingTrivia)
        {
            if (isAtStart && !trivia.IsKind(SyntaxKind.EndOfLineTrivia) && !trivia.IsDirective)
            {
                yield return SyntaxFactory.Whitespace(step);
            }

            yield return trivia;
            isAtStart = trivia.IsKind(SyntaxKind.EndOfLineTrivia) || trivia.IsDirective;
        }

        if (isAtStart)
        {
            yield return SyntaxFactory.Whitespace(step);
        }
    }
}
