using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PluginHost.Analyzers.CodeFixes.Rules.DroppedConnections;

namespace PluginHost.Analyzers.CodeFixes.Rules;

/// <summary>Puts statements into a <c>try</c> and leaves their lines and comments as they are, but further in.</summary>
internal static class TryWrapping
{
    /// <summary>The statements as a <c>try</c>.</summary>
    /// <param name="statements">Neighbours in one block.</param>
    /// <param name="clause">What follows: <c>catch (X)</c> or <c>finally</c>.</param>
    /// <param name="answer">The statements in it.</param>
    public static TryStatementSyntax Wrap(IReadOnlyList<StatementSyntax> statements, string clause, IReadOnlyList<string> answer)
    {
        var layout = Layout.Of(statements[0]);
        var (first, last) = (statements[0], statements[statements.Count - 1]);
        var inside = statements.Select(statement => Indent(statement, layout.Step)).ToList();
        inside[0] = inside[0].WithLeadingTrivia(SyntaxFactory.ParseLeadingTrivia(layout.Indentation + layout.Step));
        var isOnOneLine = layout.Gap == " ";
        var trailing = last.GetTrailingTrivia();
        if (isOnOneLine || !trailing.Any(SyntaxKind.EndOfLineTrivia))
        {
            inside[inside.Count - 1] = inside[inside.Count - 1].WithTrailingTrivia(SyntaxFactory.ParseTrailingTrivia(layout.Gap));
        }

        var end = isOnOneLine || !trailing.Any(SyntaxKind.EndOfLineTrivia) ? trailing : SyntaxFactory.ParseTrailingTrivia(layout.Gap);
        var (gap, blanks) = (layout.Gap, layout.Indentation);
        var lines = string.Concat(answer.Select(line => $"{blanks}{layout.Step}{line}{gap}"));
        var tail = (TryStatementSyntax)SyntaxFactory.ParseStatement($"try{{}}{gap}{blanks}{clause}{gap}{blanks}{{{gap}{lines}{blanks}}}");
        var body = SyntaxFactory.Block(
            Token(SyntaxKind.OpenBraceToken, blanks, gap), SyntaxFactory.List(inside), Token(SyntaxKind.CloseBraceToken, blanks, gap));
        return tail
            .WithTryKeyword(SyntaxFactory.Token(SyntaxKind.TryKeyword).WithTrailingTrivia(SyntaxFactory.ParseTrailingTrivia(gap)))
            .WithBlock(body)
            .WithLeadingTrivia(first.GetLeadingTrivia())
            .WithTrailingTrivia(end);
    }

    /// <summary>Each line of it further in; what stands inside strings stays.</summary>
    private static StatementSyntax Indent(StatementSyntax statement, string step) => step.Length == 0 ? statement
        : statement.ReplaceTokens(statement.DescendantTokens().Where(token => token.SyntaxTree is not null && IsFirstOfLine(token)), (_, now) => now.WithLeadingTrivia(Indent(now, step)));

    private static bool IsFirstOfLine(SyntaxToken token) =>
        token.LeadingTrivia.Any(SyntaxKind.EndOfLineTrivia) || token.GetPreviousToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);

    private static IEnumerable<SyntaxTrivia> Indent(SyntaxToken token, string step)
    {
        var begins = true;
        foreach (var trivia in token.LeadingTrivia)
        {
            if (begins && !trivia.IsKind(SyntaxKind.EndOfLineTrivia) && !trivia.IsDirective)
            {
                yield return SyntaxFactory.Whitespace(step);
            }

            begins = trivia.IsKind(SyntaxKind.EndOfLineTrivia) || trivia.IsDirective;
            yield return trivia;
        }

        if (begins)
        {
            yield return SyntaxFactory.Whitespace(step);
        }
    }

    private static SyntaxToken Token(SyntaxKind kind, string before, string after) =>
        SyntaxFactory.Token(SyntaxFactory.ParseLeadingTrivia(before), kind, SyntaxFactory.ParseTrailingTrivia(after));
}
