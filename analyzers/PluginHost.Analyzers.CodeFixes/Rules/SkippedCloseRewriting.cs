using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace PluginHost.Analyzers.CodeFixes.Rules;

/// <summary>Moves a close that an exception would skip, with what stands behind it, into <c>finally</c>.</summary>
internal static class SkippedCloseRewriting
{
    /// <summary>Whether the close stands by itself in the <c>try</c>, with nothing but plain calls and assignments behind it.</summary>
    public static bool CanMove(TryStatementSyntax @try, SyntaxNode close) =>
        @try.Finally is null && Tail(@try, close) is { } tail && tail.All(one => one is ExpressionStatementSyntax) && !DeclaresWhatIsUsed(@try, tail);

    /// <summary>The statement with the close in <c>finally</c>.</summary>
    /// <param name="try">The statement as it was.</param>
    /// <param name="close">The close in it.</param>
    /// <param name="clause">The handler as it was.</param>
    /// <param name="logging">The handler as it shall be.</param>
    public static TryStatementSyntax Move(TryStatementSyntax @try, SyntaxNode close, CatchClauseSyntax clause, CatchClauseSyntax logging)
    {
        var tail = Tail(@try, close)!;
        var kept = SyntaxFactory.List(@try.Block.Statements.Except(tail));
        var moved = SyntaxFactory.Block(tail.Select((one, i) => NullSafe(one).WithLeadingTrivia(i == 0 ? one.GetLeadingTrivia().SkipWhile(IsBlank) : one.GetLeadingTrivia())));
        return @try
            .WithCatches(@try.Catches.Replace(clause, logging.WithTrailingTrivia(EndOfLine(@try))))
            .WithBlock(@try.Block.WithStatements(kept))
            .WithFinally(SyntaxFactory.FinallyClause(moved).WithTrailingTrivia(@try.GetTrailingTrivia()))
            .WithAdditionalAnnotations(Formatter.Annotation);
    }

    private static bool IsBlank(SyntaxTrivia trivia) => trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia);

    private static SyntaxTrivia EndOfLine(SyntaxNode node) =>
        node.SyntaxTree.GetText().ToString().Contains("\r\n") ? SyntaxFactory.CarriageReturnLineFeed : SyntaxFactory.LineFeed;

    private static IReadOnlyList<StatementSyntax>? Tail(TryStatementSyntax @try, SyntaxNode close)
    {
        var statements = @try.Block.Statements;
        var at = statements.IndexOf(one => one is ExpressionStatementSyntax && one.Span.Contains(close.Span));
        return at > 0 ? [.. statements.Skip(at)] : null;
    }

    private static bool DeclaresWhatIsUsed(TryStatementSyntax @try, IReadOnlyList<StatementSyntax> tail)
    {
        var declared = new HashSet<string>(@try.Block.DescendantNodes().Select(node => node switch
        {
            VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
            SingleVariableDesignationSyntax designation => designation.Identifier.ValueText,
            _ => "",
        }));
        return tail.SelectMany(one => one.DescendantNodes()).Any(node => node is IdentifierNameSyntax name && declared.Contains(name.Identifier.ValueText));
    }

    /// <summary>A null that the handler used to catch must not come out of <c>finally</c>.</summary>
    private static StatementSyntax NullSafe(StatementSyntax statement)
    {
        if (statement is not ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call } simple
            || access.Expression is not IdentifierNameSyntax and not MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax })
        {
            return statement;
        }

        return simple.WithExpression(SyntaxFactory.ConditionalAccessExpression(
            access.Expression, call.WithExpression(SyntaxFactory.MemberBindingExpression(access.Name))).WithTriviaFrom(call));
    }
}
