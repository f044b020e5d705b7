using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using PluginHost.Analyzers.CodeFixes.Rules.DroppedConnections;

namespace PluginHost.Analyzers.CodeFixes.Rules.Closing;

/// <summary>Puts statements into a <c>try</c>, and leaves their lines and comments as they are but further in.</summary>
internal static class TryWrapping
{
    public const string Catch = "catch";
    public const string Finally = "finally";

    /// <summary>Wraps what stands behind a statement, to the end of its block.</summary>
    /// <param name="root">The tree.</param>
    /// <param name="anchor">The statement in it.</param>
    /// <param name="withAnchor">Whether the statement goes inside too.</param>
    /// <param name="clause">The clause behind the <c>try</c>.</param>
    /// <param name="tail">The statements of that clause, as text.</param>
    public static SyntaxNode Wrap(SyntaxNode root, StatementSyntax anchor, bool withAnchor, string clause, IReadOnlyList<string> tail)
    {
        var inside = Region.Behind(anchor, withAnchor);
        if (inside.Count == 0)
        {
            return root;
        }

        var layout = Layout.Of(anchor);
        var wrapped = inside.Count == 1 && clause == Finally && inside[0] is TryStatementSyntax { Finally: null } @try ? Complete(@try, layout, tail) : Surround(inside, clause, tail);
        return anchor.Parent switch
        {
            BlockSyntax block => root.ReplaceNode(block, block.WithStatements(Replace(block.Statements))),
            SwitchSectionSyntax section => root.ReplaceNode(section, section.WithStatements(Replace(section.Statements))),
            _ => root,
        };

        SyntaxList<StatementSyntax> Replace(SyntaxList<StatementSyntax> all) => [.. all.Take(all.Count - inside.Count), wrapped];
    }

    /// <summary>Wraps one statement.</summary>
    public static SyntaxNode Single(SyntaxNode root, StatementSyntax statement, string clause, IReadOnlyList<string> tail)
    {
        var wrapped = Surround([statement], clause, tail);
        return root.ReplaceNode(statement, statement.Parent is BlockSyntax or SwitchSectionSyntax or GlobalStatementSyntax ? wrapped : SyntaxFactory.Block(wrapped).WithAdditionalAnnotations(Formatter.Annotation));
    }

    /// <summary>The statements as a <c>try</c>.</summary>
    /// <param name="inside">Neighbours in one block.</param>
    /// <param name="clause">What follows: <c>catch (X)</c> or <c>finally</c>.</param>
    /// <param name="tail">The statements of that clause, as text.</param>
    public static TryStatementSyntax Surround(IReadOnlyList<StatementSyntax> inside, string clause, IReadOnlyList<string> tail)
    {
        var layout = Layout.Of(inside[0]);
        var line = layout.Gap + layout.Indentation;
        var skeleton = (TryStatementSyntax)SyntaxFactory.ParseStatement($"try{line}{{{line}}}{line}{Text(layout, clause, tail)}");
        var moved = inside.Select(one => Deepening.Deepen(one, layout.Step)).ToList();
        var (leading, last) = (moved[0].GetLeadingTrivia(), inside[inside.Count - 1]);
        var blank = leading.TakeWhile(one => one.IsKind(SyntaxKind.WhitespaceTrivia) || one.IsKind(SyntaxKind.EndOfLineTrivia)).ToList();
        var lines = blank.FindLastIndex(one => one.IsKind(SyntaxKind.EndOfLineTrivia)) + 1;
        moved[0] = moved[0].WithLeadingTrivia(leading.Skip(lines));
        if (layout.Step.Length == 0 || !last.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia))
        {
            moved[moved.Count - 1] = moved[moved.Count - 1].WithTrailingTrivia(SyntaxFactory.ParseTrailingTrivia(layout.Gap));
        }

        return skeleton
            .WithBlock(skeleton.Block.WithStatements([.. moved]).WithCloseBraceToken(skeleton.Block.CloseBraceToken.WithLeadingTrivia(SyntaxFactory.ParseLeadingTrivia(layout.Indentation))))
            .WithLeadingTrivia(inside[0].GetLeadingTrivia().Take(lines).Concat(SyntaxFactory.ParseLeadingTrivia(layout.Indentation)))
            .WithTrailingTrivia(layout.Step.Length > 0 ? SyntaxFactory.ParseTrailingTrivia(layout.Gap) : last.GetTrailingTrivia());
    }

    private static TryStatementSyntax Complete(TryStatementSyntax @try, Layout layout, IReadOnlyList<string> tail)
    {
        var done = ((TryStatementSyntax)SyntaxFactory.ParseStatement($"try{{}}{Text(layout, Finally, tail)}")).Finally!;
        var (end, gap) = (@try.GetTrailingTrivia(), SyntaxFactory.ParseTrailingTrivia(layout.Gap));

        // What is said of the last handler stays with it.
        var (isLine, isSaid) = (end.Any(SyntaxKind.EndOfLineTrivia), !end.All(one => one.IsKind(SyntaxKind.WhitespaceTrivia)));
        return @try.WithTrailingTrivia(isLine ? end : isSaid ? end.AddRange(gap) : gap)
            .WithFinally(done.WithLeadingTrivia(SyntaxFactory.ParseLeadingTrivia(layout.Indentation)).WithTrailingTrivia(isSaid ? gap : end));
    }

    private static string Text(Layout layout, string clause, IReadOnlyList<string> tail)
    {
        var line = layout.Gap + layout.Indentation;
        return $"{clause}{line}{{{string.Concat(tail.Select(one => line + layout.Step + one))}{line}}}";
    }
}
