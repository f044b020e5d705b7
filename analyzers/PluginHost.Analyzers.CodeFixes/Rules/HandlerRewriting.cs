using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace PluginHost.Analyzers.CodeFixes.Rules;

/// <summary>Makes a handler say what it caught.</summary>
internal static class HandlerRewriting
{
    /// <summary>The handler with a name for its exception and, first in its body, a call that logs it.</summary>
    public static CatchClauseSyntax Log(CatchClauseSyntax clause, Reporters reporters)
    {
        var name = clause.Declaration is { Identifier: { RawKind: (int)SyntaxKind.IdentifierToken } own } ? own.Text : reporters.Free(clause.Parent!, "ex", "exception", "error");
        return WithFirst(WithName(clause, name, reporters), $"{reporters.Call(name)};");
    }

    /// <summary>The handler for what says that the goal is reached, and for nothing else.</summary>
    public static CatchClauseSyntax Narrow(CatchClauseSyntax clause, Reporters reporters)
    {
        var type = SyntaxFactory.ParseTypeName(reporters.Type("ObjectDisposedException", "System"));
        return clause.Declaration is { } declaration
            ? clause.WithDeclaration(declaration.WithType(type.WithTriviaFrom(declaration.Type)))
            : WithDeclaration(clause, SyntaxFactory.CatchDeclaration(type));
    }

    private static CatchClauseSyntax WithName(CatchClauseSyntax clause, string name, Reporters reporters) => clause.Declaration switch
    {
        null => WithDeclaration(clause, SyntaxFactory.CatchDeclaration(
            SyntaxFactory.ParseTypeName(reporters.Type("Exception", "System")).WithTrailingTrivia(SyntaxFactory.Space), SyntaxFactory.Identifier(name))),
        { Identifier.RawKind: (int)SyntaxKind.None } declaration => clause.WithDeclaration(declaration
            .WithType(declaration.Type.WithTrailingTrivia(SyntaxFactory.Space))
            .WithIdentifier(SyntaxFactory.Identifier(name).WithTrailingTrivia(declaration.Type.GetTrailingTrivia()))),
        _ => clause,
    };

    private static CatchClauseSyntax WithDeclaration(CatchClauseSyntax clause, CatchDeclarationSyntax declaration) => clause
        .WithCatchKeyword(clause.CatchKeyword.WithTrailingTrivia(SyntaxFactory.Space))
        .WithDeclaration(declaration.WithTrailingTrivia(clause.CatchKeyword.TrailingTrivia));

    private static CatchClauseSyntax WithFirst(CatchClauseSyntax clause, string statement)
    {
        var block = clause.Block;
        var added = SyntaxFactory.ParseStatement(statement);
        if (block.ToString().Contains("\n"))
        {
            var end = clause.SyntaxTree.GetText().ToString().Contains("\r\n") ? SyntaxFactory.CarriageReturnLineFeed : SyntaxFactory.LineFeed;
            return clause.WithBlock(block
                .WithOpenBraceToken(Ended(block.OpenBraceToken, end))
                .WithStatements(block.Statements.Insert(0, added.WithTrailingTrivia(end).WithAdditionalAnnotations(Formatter.Annotation))));
        }

        // A block on one line stays on one line.
        var (open, close) = (block.OpenBraceToken, block.CloseBraceToken);
        var comment = open.TrailingTrivia.Concat(close.LeadingTrivia).Any(trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia));
        return clause.WithBlock(block
            .WithOpenBraceToken(comment && block.Statements.Count == 0 ? open : open.WithTrailingTrivia(SyntaxFactory.Space))
            .WithStatements(block.Statements.Insert(0, added.WithTrailingTrivia(SyntaxFactory.Space))));
    }

    private static SyntaxToken Ended(SyntaxToken brace, SyntaxTrivia end) =>
        brace.TrailingTrivia.Any(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)) ? brace : brace.WithTrailingTrivia(brace.TrailingTrivia.Add(end));
}
