using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace PluginHost.Analyzers.CodeFixes.Rules;

/// <summary>Moves a close that an exception would skip, with what stands behind it, into <c>finally</c>.</summary>
internal static class SkippedCloseRewriting
{
    /// <summary>Which statement of the <c>try</c> the close is, where it stands by itself with nothing but plain calls and assignments behind it.</summary>
    public static int? Find(TryStatementSyntax @try, SyntaxNode close)
    {
        var statements = @try.Block.Statements;
        var at = statements.IndexOf(one => one is ExpressionStatementSyntax && one.Span.Contains(close.Span));
        return @try.Finally is null && at > 0 && statements.Skip(at).All(one => one is ExpressionStatementSyntax) && !DeclaresWhatIsUsed(@try, statements.Skip(at)) ? at : null;
    }

    /// <summary>Moves the close into <c>finally</c>, if another handler has not had it moved there.</summary>
    /// <param name="root">The tree.</param>
    /// <param name="clause">The handler in it.</param>
    /// <param name="at">Which statement the close is.</param>
    /// <param name="logging">The handler as it shall be.</param>
    public static SyntaxNode Move(SyntaxNode root, CatchClauseSyntax clause, int at, CatchClauseSyntax logging)
    {
        var @try = (TryStatementSyntax)clause.Parent!;
        return @try.Finally is null ? root.ReplaceNode(@try, Moved(@try, at, clause, logging)) : root.ReplaceNode(clause, logging);
    }

    private static TryStatementSyntax Moved(TryStatementSyntax @try, int at, CatchClauseSyntax clause, CatchClauseSyntax logging)
    {
        var statements = @try.Block.Statements;
        var moved = SyntaxFactory.Block(statements.Skip(at).Select((one, i) => NullSafe(one).WithLeadingTrivia(i == 0 ? one.GetLeadingTrivia().SkipWhile(IsBlank) : one.GetLeadingTrivia())));
        var (end, line) = (@try.GetTrailingTrivia(), EndOfLine(@try));
        var isLine = end.Any(SyntaxKind.EndOfLineTrivia);
        var catches = @try.Catches.Replace(clause, logging);
        var last = catches.Last();
        return @try
            .WithCatches(isLine ? catches : catches.Replace(last, last.WithTrailingTrivia(line)))
            .WithBlock(@try.Block.WithStatements([.. statements.Take(at)]))
            .WithFinally(SyntaxFactory.FinallyClause(moved).WithTrailingTrivia(isLine ? [line] : end))
            .WithAdditionalAnnotations(Formatter.Annotation);
    }

    private static bool IsBlank(SyntaxTrivia trivia) => trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia);

    private static SyntaxTrivia EndOfLine(SyntaxNode node) =>
        node.SyntaxTree.GetText().ToString().Contains("\r\n") ? SyntaxFactory.CarriageReturnLineFeed : SyntaxFactory.LineFeed;

    private static bool DeclaresWhatIsUsed(TryStatementSyntax @try, IEnumerable<StatementSyntax> tail)
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
