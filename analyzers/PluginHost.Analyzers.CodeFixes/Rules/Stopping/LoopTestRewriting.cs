using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PluginHost.Analyzers.CodeFixes.Rules.Stopping;

/// <summary>Has a loop test a token.</summary>
internal static class LoopTestRewriting
{
    /// <summary>The delays of a loop that no token shortens.</summary>
    public static IEnumerable<InvocationExpressionSyntax> Pauses(StatementSyntax loop) => loop
        .DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
        .OfType<InvocationExpressionSyntax>()
        .Where(call => call is { Parent: AwaitExpressionSyntax or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" }, ArgumentList.Arguments.Count: 1 }
            && call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Delay", Expression: IdentifierNameSyntax { Identifier.ValueText: "Task" } or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Task" } });

    /// <summary>The loop with the token in its test, and in its delays where that may throw.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="source">What its test asks: the source, or its token.</param>
    /// <param name="token">The token.</param>
    /// <param name="inPauses">Whether its delays get the token too.</param>
    public static StatementSyntax With(StatementSyntax loop, string source, string token, bool inPauses)
    {
        var argument = SyntaxFactory.Argument(SyntaxFactory.ParseExpression(token).WithLeadingTrivia(SyntaxFactory.Space));
        var changed = inPauses ? loop.ReplaceNodes(Pauses(loop), (_, call) => call.WithArgumentList(call.ArgumentList.AddArguments(argument))) : loop;
        return changed switch
        {
            WhileStatementSyntax one => one.WithCondition(And(one.Condition, source)),
            DoStatementSyntax one => one.WithCondition(And(one.Condition, source)),
            ForStatementSyntax { Condition: { } condition } one => one.WithCondition(And(condition, source)),
            ForStatementSyntax one => one.WithFirstSemicolonToken(one.FirstSemicolonToken.WithTrailingTrivia(SyntaxFactory.Space)).WithCondition(Goes(source)),
            _ => changed,
        };
    }

    private static ExpressionSyntax And(ExpressionSyntax condition, string source)
    {
        var bare = condition.WithoutTrivia();
        var text = bare switch
        {
            LiteralExpressionSyntax { RawKind: (int)SyntaxKind.TrueLiteralExpression } => "",
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression or (int)SyntaxKind.CoalesceExpression } or ConditionalExpressionSyntax or AssignmentExpressionSyntax => $"({bare}) && ",
            _ => $"{bare} && ",
        };
        return SyntaxFactory.ParseExpression($"{text}!{source}.IsCancellationRequested").WithTriviaFrom(condition);
    }

    private static ExpressionSyntax Goes(string source) => SyntaxFactory.ParseExpression($"!{source}.IsCancellationRequested");
}
