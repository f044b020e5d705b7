using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Formatting;

namespace PluginHost.Analyzers.CodeFixes.Rules;

/// <summary>Adds statements on lines of their own: a block on one line is laid out over several for that.</summary>
internal static class NewLines
{
    public static void AddBefore(this SyntaxEditor editor, StatementSyntax statement, params StatementSyntax[] added)
    {
        editor.InsertBefore(statement, added);
        editor.Spread(statement.Parent);
    }

    public static void AddAfter(this SyntaxEditor editor, StatementSyntax statement, params StatementSyntax[] added)
    {
        editor.InsertAfter(statement, added);
        editor.Spread(statement.Parent);
    }

    private static void Spread(this SyntaxEditor editor, SyntaxNode? block)
    {
        if (block is BlockSyntax && !block.ToString().Contains("\n"))
        {
            editor.ReplaceNode(block, (now, _) => Spread((BlockSyntax)now));
        }
    }

    private static BlockSyntax Spread(BlockSyntax block) => block
        .WithOpenBraceToken(block.OpenBraceToken.WithLeadingTrivia(SyntaxFactory.ElasticMarker).WithTrailingTrivia(Ended(block.OpenBraceToken.TrailingTrivia)))
        .WithStatements(SyntaxFactory.List(block.Statements.Select(one => one.WithLeadingTrivia(Begun(one.GetLeadingTrivia())).WithTrailingTrivia(Ended(one.GetTrailingTrivia())))))
        .WithCloseBraceToken(block.CloseBraceToken.WithLeadingTrivia(Begun(block.CloseBraceToken.LeadingTrivia)))
        .WithAdditionalAnnotations(Formatter.Annotation);

    private static SyntaxTriviaList Begun(SyntaxTriviaList trivia) => IsBlank(trivia) ? [SyntaxFactory.ElasticMarker] : trivia;

    private static SyntaxTriviaList Ended(SyntaxTriviaList trivia) => IsBlank(trivia) ? [SyntaxFactory.ElasticCarriageReturnLineFeed] : trivia.Add(SyntaxFactory.ElasticCarriageReturnLineFeed);

    private static bool IsBlank(SyntaxTriviaList trivia) => trivia.All(one => one.IsKind(SyntaxKind.WhitespaceTrivia) || one.IsKind(SyntaxKind.EndOfLineTrivia));
}
