using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PluginHost.Analyzers.CodeFixes.Rules;

/// <summary>Waits for a closing task that was dropped, or logs how it ended where nothing can wait.</summary>
internal static class DiscardRewriting
{
    /// <summary>The statement that drops the task of a call; <see langword="null"/> where it is none, as in an expression-bodied member.</summary>
    public static ExpressionStatementSyntax? StatementOf(SyntaxNode call) => call.FirstAncestorOrSelf<ExpressionStatementSyntax>();

    /// <summary>Whether the function round the statement can wait.</summary>
    public static bool CanAwait(SyntaxNode statement)
    {
        foreach (var node in statement.Ancestors())
        {
            switch (node)
            {
                case LockStatementSyntax or UnsafeStatementSyntax:
                    return false;
                case AnonymousFunctionExpressionSyntax lambda:
                    return lambda.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword);
                case LocalFunctionStatementSyntax local:
                    return local.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case MethodDeclarationSyntax method:
                    return method.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case GlobalStatementSyntax:
                    return true;
                case BaseMethodDeclarationSyntax or AccessorDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    public static bool IsSimple(ExpressionStatementSyntax statement) => !Task(statement).DescendantNodesAndSelf().Any(node => node is ConditionalAccessExpressionSyntax);

    public static ExpressionStatementSyntax Await(ExpressionStatementSyntax statement) => statement
        .WithExpression(SyntaxFactory.AwaitExpression(
            SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space), Task(statement).WithoutLeadingTrivia()))
        .WithLeadingTrivia(statement.GetLeadingTrivia());

    /// <summary>Has what follows the task log how it fails.</summary>
    /// <param name="statement">The statement as it stands by now.</param>
    /// <param name="old">The statement as it was.</param>
    /// <param name="model">What was known of that.</param>
    public static ExpressionStatementSyntax Log(ExpressionStatementSyntax statement, ExpressionStatementSyntax old, SemanticModel model)
    {
        var task = Unwrapped(statement);
        var reporters = new Reporters(model, old, old.SpanStart);
        var asTask = model.GetTypeInfo(Unwrapped(old)).Type?.Name == "ValueTask" ? ".AsTask()" : "";
        var parameter = reporters.Free(statement.Parent!, "closing", "closed");
        var call = $"{task.WithoutTrivia().ToFullString()}{asTask}.ContinueWith({parameter} => {reporters.Call($"{parameter}.Exception")}, "
            + $"{reporters.Type("CancellationToken", "System.Threading")}.None, {reporters.Type("TaskContinuationOptions", "System.Threading.Tasks")}.OnlyOnFaulted, "
            + $"{reporters.Type("TaskScheduler", "System.Threading.Tasks")}.Default)";
        return statement.WithExpression(SyntaxFactory.ParseExpression($"_ = {call}")).WithLeadingTrivia(statement.GetLeadingTrivia());
    }

    private static ExpressionSyntax Unwrapped(ExpressionStatementSyntax statement)
    {
        var task = Task(statement);
        while (task is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" or "AsTask" } around })
        {
            task = around.Expression;
        }

        return task;
    }

    private static ExpressionSyntax Task(ExpressionStatementSyntax statement) =>
        statement.Expression is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } discard ? discard.Right : statement.Expression;
}
