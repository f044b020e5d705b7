using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PluginHost.Analyzers.CodeFixes.Rules.Closing;

/// <summary>Lets the compiler close what a statement opens.</summary>
internal static class UsingRewriting
{
    /// <summary>Puts <c>using</c> before a declaration; a close that is the last thing in its block is needless then.</summary>
    public static SyntaxNode Declare(SyntaxNode root, LocalDeclarationStatementSyntax declaration, string words)
    {
        var closed = With(declaration, words).WithLeadingTrivia(declaration.GetLeadingTrivia());
        return declaration.Parent is BlockSyntax block && IsClose(block.Statements.Last(), declaration.Declaration.Variables[0].Identifier.ValueText) && block.Statements.Count > 1
            ? root.ReplaceNode(block, block.WithStatements([.. block.Statements.Replace(declaration, closed).Take(block.Statements.Count - 1)]))
            : root.ReplaceNode(declaration, closed);
    }

    /// <summary>Makes a declaration of an expression whose value is dropped.</summary>
    public static SyntaxNode Keep(SyntaxNode root, ExpressionStatementSyntax statement, string words, string name)
    {
        var declaration = (LocalDeclarationStatementSyntax)SyntaxFactory.ParseStatement($"{words} var {name} = x;");
        return root.ReplaceNode(statement, declaration.ReplaceNode(declaration.Declaration.Variables[0].Initializer!.Value, Value(statement).WithoutTrivia()).WithTriviaFrom(statement));
    }

    /// <summary>Calls the closing member on an expression whose value is dropped.</summary>
    public static SyntaxNode CloseAtOnce(SyntaxNode root, ExpressionStatementSyntax statement, string member)
    {
        var value = Value(statement).WithoutTrivia();
        var receiver = value is InvocationExpressionSyntax or ObjectCreationExpressionSyntax or ParenthesizedExpressionSyntax ? value : SyntaxFactory.ParenthesizedExpression(value);
        return root.ReplaceNode(statement, statement.WithExpression(SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, receiver, SyntaxFactory.IdentifierName(member)))).WithLeadingTrivia(statement.GetLeadingTrivia()));
    }

    private static ExpressionSyntax Value(ExpressionStatementSyntax statement) => statement.Expression is AssignmentExpressionSyntax discard ? discard.Right : statement.Expression;

    private static LocalDeclarationStatementSyntax With(LocalDeclarationStatementSyntax declaration, string words)
    {
        var bare = declaration.WithoutLeadingTrivia().WithUsingKeyword(Word(SyntaxKind.UsingKeyword));
        return words == "using" ? bare : bare.WithAwaitKeyword(Word(SyntaxKind.AwaitKeyword));
    }

    private static SyntaxToken Word(SyntaxKind kind) => SyntaxFactory.Token(kind).WithTrailingTrivia(SyntaxFactory.Space);

    private static bool IsClose(StatementSyntax statement, string name) =>
        statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax holder } access } }
        && holder.Identifier.ValueText == name
        && access.Name.Identifier.ValueText is "Close" or "Dispose"
        && !statement.GetLeadingTrivia().Concat(statement.GetTrailingTrivia()).Any(one => !one.IsKind(SyntaxKind.WhitespaceTrivia) && !one.IsKind(SyntaxKind.EndOfLineTrivia));
}
