using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PluginHost.Analyzers.CodeFixes.Rules.Closing;

namespace PluginHost.Analyzers.CodeFixes.Rules.Slots;

/// <summary>Puts what runs while a slot is held into a <c>try</c>, and its release into the <c>finally</c>.</summary>
/// <param name="Semaphore">The semaphore as it is named there.</param>
/// <param name="Held">The statements that run while the slot is held, in one block.</param>
/// <param name="Releases">The releases, for which the <c>finally</c> stands now.</param>
internal sealed record SlotRepair(string Semaphore, IReadOnlyList<StatementSyntax> Held, IReadOnlyList<StatementSyntax> Releases)
{
    /// <summary>The repair of a finding; <see langword="null"/> where the statements allow none.</summary>
    public static SlotRepair? Of(Diagnostic diagnostic, SyntaxNode root, SemanticModel model, CancellationToken cancellationToken)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { Expression: MemberAccessExpressionSyntax access } wait
            || HeldBehind(wait) is not { Count: > 0 } rest
            || model.GetSymbolInfo(access.Expression, cancellationToken).Symbol is not { } semaphore)
        {
            return null;
        }

        // Up to the next time that it is taken.
        var behind = rest.TakeWhile(statement => !Takes(statement, semaphore, model, cancellationToken)).ToList();
        var last = behind.FindLastIndex(statement => IsRelease(statement, semaphore, model, cancellationToken));
        var held = last >= 0 && !IsUsedBehind(behind.Take(last), behind.Skip(last + 1), model) ? behind.Take(last).ToList() : behind;
        if (held.Count == 0 || IsUsedBehind(held, rest.Skip(held.Count), model))
        {
            return null;
        }

        var all = held.Concat(behind.Skip(held.Count).Take(1)).ToList();
        var releases = all.SelectMany(statement => statement.DescendantNodesAndSelf()).OfType<StatementSyntax>()
            .Where(statement => IsRelease(statement, semaphore, model, cancellationToken))
            .ToList();

        // What releases elsewhere, or hands that on, would release twice.
        var named = all.SelectMany(statement => statement.DescendantNodes()).OfType<ExpressionSyntax>()
            .Count(one => one is IdentifierNameSyntax name && name.Identifier.ValueText == semaphore.Name);
        return releases.Count == 0 || named != releases.Count || releases.Any(one => one.Parent is not (BlockSyntax or SwitchSectionSyntax))
            || releases.Any(one => IsInFunction(one, rest[0].Parent!)) || held.Any(one => one is LocalFunctionStatementSyntax or LabeledStatementSyntax)
            ? null
            : new SlotRepair(access.Expression.WithoutTrivia().ToString(), [.. held.Where(one => !releases.Contains(one))], releases) is { Held.Count: > 0 } repair ? repair : null;
    }

    /// <summary>Rewrites it in a tree that tracks its statements.</summary>
    public SyntaxNode Apply(SyntaxNode root)
    {
        foreach (var release in Releases)
        {
            root = root.GetCurrentNode(release) is { } now ? Without(root, now) : root;
        }

        var held = Held.Select(one => root.GetCurrentNode(one)).OfType<StatementSyntax>().ToList();
        if (held.Count != Held.Count || held[0].Parent is not BlockSyntax block)
        {
            return root;
        }

        var at = block.Statements.IndexOf(held[0]);
        var attempt = TryWrapping.Surround(held, TryWrapping.Finally, [$"{Semaphore}.Release();"]);
        return root.ReplaceNode(block, block.WithStatements(SyntaxFactory.List(block.Statements.Take(at).Append(attempt).Concat(block.Statements.Skip(at + held.Count)))));
    }

    /// <summary>What stands behind the wait: in its block, or in the branch that it opens.</summary>
    private static List<StatementSyntax>? HeldBehind(SyntaxNode wait)
    {
        if (wait.FirstAncestorOrSelf<StatementSyntax>() is not { Parent: BlockSyntax block } statement || wait.Ancestors().TakeWhile(one => one != statement).Any(one => one is AnonymousFunctionExpressionSyntax))
        {
            return null;
        }

        switch (statement)
        {
            case ExpressionStatementSyntax { Expression: InvocationExpressionSyntax or AwaitExpressionSyntax }:
                return [.. block.Statements.Skip(block.Statements.IndexOf(statement) + 1)];
            case IfStatementSyntax { Else: null, Condition: PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not } guard when IsWait(not.Operand, wait) && Leaves(guard.Statement):
                return [.. block.Statements.Skip(block.Statements.IndexOf(statement) + 1)];
            case IfStatementSyntax { Else: null, Statement: BlockSyntax inside } taken when IsWait(taken.Condition, wait):
                return [.. inside.Statements];
            default:
                return null;
        }
    }

    private static bool IsWait(ExpressionSyntax condition, SyntaxNode wait)
    {
        while (condition is AwaitExpressionSyntax or ParenthesizedExpressionSyntax or InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } } && condition != wait)
        {
            condition = condition switch
            {
                AwaitExpressionSyntax awaited => awaited.Expression,
                ParenthesizedExpressionSyntax parenthesized => parenthesized.Expression,
                _ => ((MemberAccessExpressionSyntax)((InvocationExpressionSyntax)condition).Expression).Expression,
            };
        }

        return condition == wait;
    }

    private static bool Leaves(StatementSyntax statement) =>
        (statement is BlockSyntax { Statements: { Count: > 0 } statements } ? statements.Last() : statement) is ReturnStatementSyntax or ThrowStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax;

    private static bool IsRelease(StatementSyntax statement, ISymbol semaphore, SemanticModel model, CancellationToken cancellationToken) =>
        statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Release" } access } }
        && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(access.Expression, cancellationToken).Symbol, semaphore);

    private static bool Takes(StatementSyntax statement, ISymbol semaphore, SemanticModel model, CancellationToken cancellationToken) =>
        statement.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Any(access => access.Name.Identifier.ValueText is "Wait" or "WaitAsync"
            && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(access.Expression, cancellationToken).Symbol, semaphore));

    /// <summary>Whether what is declared while the slot is held is needed after that.</summary>
    private static bool IsUsedBehind(IEnumerable<StatementSyntax> held, IEnumerable<StatementSyntax> behind, SemanticModel model)
    {
        var declared = new HashSet<string>(
            held.SelectMany(statement => statement.DescendantNodesAndSelf()).Select(node => node switch
            {
                VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
                SingleVariableDesignationSyntax designation => designation.Identifier.ValueText,
                _ => "",
            }),
            StringComparer.Ordinal);
        return behind.SelectMany(statement => statement.DescendantNodes()).Any(node => node is IdentifierNameSyntax name && declared.Contains(name.Identifier.ValueText) && model.GetSymbolInfo(name).Symbol is ILocalSymbol);
    }

    private static bool IsInFunction(SyntaxNode statement, SyntaxNode block) =>
        statement.Ancestors().TakeWhile(one => one != block).Any(one => one is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or FinallyClauseSyntax);

    /// <summary>A release goes; its comments stay.</summary>
    private static SyntaxNode Without(SyntaxNode root, StatementSyntax release)
    {
        var keeps = release.GetLeadingTrivia().Concat(release.GetTrailingTrivia()).Any(one => !one.IsKind(SyntaxKind.WhitespaceTrivia) && !one.IsKind(SyntaxKind.EndOfLineTrivia));
        return root.RemoveNode(release, keeps ? SyntaxRemoveOptions.KeepExteriorTrivia : SyntaxRemoveOptions.KeepNoTrivia)!;
    }
}
