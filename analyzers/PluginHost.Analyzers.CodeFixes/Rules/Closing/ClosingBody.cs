using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PluginHost.Analyzers.CodeFixes.Rules.Closing;

/// <summary>Adds statements to the body of a closing method.</summary>
internal static class ClosingBody
{
    /// <summary>Whether there is a body that something can be added to.</summary>
    public static bool CanTake(SyntaxNode declaration) =>
        declaration is MethodDeclarationSyntax { ContainsDirectives: false } method
        && (method.Body is not null || method.ExpressionBody is { Expression: not ThrowExpressionSyntax });

    /// <summary>Whether what it waits for can be awaited there.</summary>
    public static bool IsAsync(MethodDeclarationSyntax method) => method.Modifiers.Any(SyntaxKind.AsyncKeyword);

    /// <summary>The method with the statements at its end, or in what it does when it is asked to dispose.</summary>
    /// <param name="method">The method.</param>
    /// <param name="added">The statements.</param>
    /// <param name="gap">What separates lines: a blank where all stands on one.</param>
    /// <param name="indentation">What the lines of the member begin with.</param>
    /// <param name="step">By how much what stands inside is indented further.</param>
    public static MethodDeclarationSyntax Add(MethodDeclarationSyntax method, IReadOnlyList<string> added, string gap, string indentation, string step)
    {
        if (method.ExpressionBody is { } arrow)
        {
            var whole = $"{arrow.Expression.WithoutTrivia().ToFullString()};";
            var lines = IsValue(method) ? added.Append($"return {whole}") : added.Prepend(whole);
            return WithBody(method.WithExpressionBody(null).WithSemicolonToken(default), lines, method.GetTrailingTrivia(), gap, indentation, step);
        }

        var guard = method.ParameterList.Parameters.Count == 1
            ? method.Body!.Statements.OfType<IfStatementSyntax>().FirstOrDefault(one => one.Condition.ToString() == method.ParameterList.Parameters[0].Identifier.ValueText)
            : null;
        if (guard is { Statement: BlockSyntax inner })
        {
            return method.ReplaceNode(inner, Extend(inner, added, EndOf(inner), gap, indentation + step, step));
        }

        var text = method.ParameterList.Parameters is { Count: 1 } flags && flags[0].Type?.ToString() == "bool" ? [$"if ({flags[0].Identifier.ValueText}) {{ {string.Join(" ", added)} }}"] : added;
        return method.ReplaceNode(method.Body!, Extend(method.Body!, text, EndOf(method.Body!), gap, indentation, step));
    }

    /// <summary>The method with the statements at its beginning.</summary>
    /// <param name="method">The method.</param>
    /// <param name="added">The statements.</param>
    /// <param name="gap">What separates lines: a blank where all stands on one.</param>
    /// <param name="indentation">What the lines of the member begin with.</param>
    /// <param name="step">By how much what stands inside is indented further.</param>
    public static MethodDeclarationSyntax Begin(MethodDeclarationSyntax method, IReadOnlyList<string> added, string gap, string indentation, string step) => method.ExpressionBody is { } arrow
        ? WithBody(
            method.WithExpressionBody(null).WithSemicolonToken(default),
            added.Append($"{(IsValue(method) ? "return " : "")}{arrow.Expression.WithoutTrivia().ToFullString()};"),
            method.GetTrailingTrivia(),
            gap,
            indentation,
            step)
        : method.ReplaceNode(method.Body!, Extend(method.Body!, added, 0, gap, indentation, step));

    private static bool IsValue(MethodDeclarationSyntax method) => method.ReturnType is not PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } && !IsAsync(method);

    private static MethodDeclarationSyntax WithBody(MethodDeclarationSyntax method, IEnumerable<string> lines, SyntaxTriviaList end, string gap, string indentation, string step)
    {
        var line = gap + indentation;
        var body = (BlockSyntax)SyntaxFactory.ParseStatement($"{{{string.Concat(lines.Select(one => line + step + one))}{line}}}");
        return method.WithParameterList(method.ParameterList.WithTrailingTrivia(SyntaxFactory.ParseTrailingTrivia(gap)))
            .WithBody(body.WithLeadingTrivia(SyntaxFactory.ParseLeadingTrivia(indentation)).WithTrailingTrivia(end));
    }

    private static int EndOf(BlockSyntax block) =>
        block.Statements.LastOrDefault() is ReturnStatementSyntax or ThrowStatementSyntax ? block.Statements.Count - 1 : block.Statements.Count;

    private static BlockSyntax Extend(BlockSyntax block, IReadOnlyList<string> added, int at, string gap, string indentation, string step)
    {
        var isOneLine = !block.ToString().Contains("\n");
        if (isOneLine && gap != " " && block.Statements.Count == 0)
        {
            isOneLine = false;
        }

        var (lead, trail) = isOneLine ? ("", " ") : (indentation + step, gap);
        var statements = added.Select(one => SyntaxFactory.ParseStatement(one).WithLeadingTrivia(SyntaxFactory.ParseLeadingTrivia(lead)).WithTrailingTrivia(SyntaxFactory.ParseTrailingTrivia(trail)));
        var changed = block.WithStatements(block.Statements.InsertRange(at, statements));
        return block.Statements.Count > 0 || isOneLine ? changed
            : changed.WithOpenBraceToken(block.OpenBraceToken.WithTrailingTrivia(SyntaxFactory.ParseTrailingTrivia(gap)))
                .WithCloseBraceToken(block.CloseBraceToken.WithLeadingTrivia(SyntaxFactory.ParseLeadingTrivia(indentation)));
    }
}
