using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace PluginHost.Analyzers.CodeFixes.Rules.DroppedConnections;

/// <summary>Puts statements round a write, and keeps the comments where they are.</summary>
internal static class Rewriting
{
    /// <summary>Replaces a statement by others; the one that has been there before keeps what stands behind it.</summary>
    /// <param name="root">The tree.</param>
    /// <param name="statement">The statement in it.</param>
    /// <param name="before">What comes before it, as text.</param>
    /// <param name="kept">What becomes of it; <see langword="null"/> when it goes.</param>
    /// <param name="after">What comes after it, as text.</param>
    public static SyntaxNode Surround(SyntaxNode root, StatementSyntax statement, IReadOnlyList<string> before, StatementSyntax? kept, IReadOnlyList<string> after)
    {
        var layout = Layout.Of(statement);
        var all = before.Select(text => Parse(text, layout)).ToList();
        if (kept is not null)
        {
            all.Add(kept.WithLeadingTrivia(SyntaxFactory.ParseLeadingTrivia(layout.Indentation)));
        }

        all.AddRange(after.Select(text => Parse(text, layout)));
        var (trailing, last) = (statement.GetTrailingTrivia(), all.Count - 1);
        if (kept is null)
        {
            all[last] = all[last].WithTrailingTrivia(trailing);
        }
        else if (after.Count > 0 && !trailing.Any(SyntaxKind.EndOfLineTrivia))
        {
            all[before.Count] = all[before.Count].WithTrailingTrivia(SyntaxFactory.ParseTrailingTrivia(layout.Gap));
            all[last] = all[last].WithTrailingTrivia(trailing);
        }

        all[0] = all[0].WithLeadingTrivia(statement.GetLeadingTrivia());
        return statement.Parent is BlockSyntax or SwitchSectionSyntax || all.Count == 1
            ? root.ReplaceNode(statement, all)
            : root.ReplaceNode(statement, SyntaxFactory.Block(all).WithAdditionalAnnotations(Formatter.Annotation));
    }

    private static StatementSyntax Parse(string text, Layout layout) => SyntaxFactory.ParseStatement(text)
        .WithLeadingTrivia(SyntaxFactory.ParseLeadingTrivia(layout.Indentation))
        .WithTrailingTrivia(SyntaxFactory.ParseTrailingTrivia(layout.Gap));
}
