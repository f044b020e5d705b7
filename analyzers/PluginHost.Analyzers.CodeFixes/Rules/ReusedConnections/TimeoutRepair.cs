using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.CodeFixes.Rules.Closing;
using PluginHost.Analyzers.CodeFixes.Rules.DroppedConnections;
using PluginHost.Analyzers.Resources;
using PluginHost.Analyzers.Reuse;
using PluginHost.Analyzers.Rules;

namespace PluginHost.Analyzers.CodeFixes.Rules.ReusedConnections;

/// <summary>Closes the connection where one timed read tells that its time is over.</summary>
internal static class TimeoutRepair
{
    /// <summary>The repair of a finding; <see langword="null"/> where there is no place for one.</summary>
    public static Repair? Of(Diagnostic diagnostic, RepairScope scope)
    {
        var (_, root, model, cancellationToken) = scope;
        if (diagnostic.AdditionalLocations.Count < 2 || diagnostic.AdditionalLocations[1].SourceTree?.FilePath != root.SyntaxTree.FilePath
            || !diagnostic.Properties.TryGetValue(ReusedConnectionRule.HolderKey, out var holder) || holder is null)
        {
            return null;
        }

        var place = root.FindNode(diagnostic.AdditionalLocations[1].SourceSpan, getInnermostNodeForTie: true);
        if (Closing.Of(holder, place, model, scope.OptionsOf(RuleIdentifiers.ReusedAfterTimeout), cancellationToken) is not { } closing)
        {
            return null;
        }

        if (!diagnostic.Properties.TryGetValue(ReusedConnectionRule.ThrownKey, out var thrown) || thrown is null)
        {
            return place is StatementSyntax branch ? new Repair(closing.Title, Repair.CallClosing, branch, (tree, now) => First(tree, (StatementSyntax)now, closing)) : null;
        }

        if (HandlerOf(place, thrown, model, cancellationToken) is { } handler)
        {
            return new Repair(closing.Title, Repair.CallClosing, handler.Block, (tree, now) => First(tree, (StatementSyntax)now, closing));
        }

        return StatementOf(place) is { Parent: BlockSyntax } statement && !Wrapped(statement).SelectMany(one => one.DescendantNodesAndSelf()).Any(one => one is YieldStatementSyntax or LabeledStatementSyntax)
            ? new Repair(closing.Title, Repair.CallClosing, statement, (tree, now) => Surround(tree, (StatementSyntax)now, thrown, closing))
            : null;
    }

    /// <summary>The handler in the same function that takes the timeout already.</summary>
    private static CatchClauseSyntax? HandlerOf(SyntaxNode wait, string thrown, SemanticModel model, CancellationToken cancellationToken)
    {
        var handlers = new TimeoutHandlers(model.Compilation);
        var type = model.Compilation.Find(thrown.Replace("global::", "")).FirstOrDefault();
        var inner = wait;
        foreach (var outer in wait.Ancestors())
        {
            if (outer is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax)
            {
                return null;
            }

            if (outer is TryStatementSyntax attempt && attempt.Block == inner)
            {
                foreach (var clause in attempt.Catches)
                {
                    if (model.GetOperation(clause, cancellationToken) is ICatchClauseOperation operation && handlers.Of(operation, type) == Fit.Yes)
                    {
                        return clause;
                    }
                }
            }

            inner = outer;
        }

        return null;
    }

    private static StatementSyntax? StatementOf(SyntaxNode wait)
    {
        foreach (var outer in wait.AncestorsAndSelf())
        {
            switch (outer)
            {
                case StatementSyntax statement:
                    return statement;
                case AnonymousFunctionExpressionSyntax or ArrowExpressionClauseSyntax:
                    return null;
            }
        }

        return null;
    }

    /// <summary>The statement, with all behind it where it declares what they use.</summary>
    private static List<StatementSyntax> Wrapped(StatementSyntax statement)
    {
        var all = ((BlockSyntax)statement.Parent!).Statements;
        return statement is LocalDeclarationStatementSyntax || statement.DescendantNodes().Any(one => one is SingleVariableDesignationSyntax)
            ? [.. all.Skip(all.IndexOf(statement))]
            : [statement];
    }

    private static SyntaxNode Surround(SyntaxNode root, StatementSyntax statement, string thrown, Closing closing)
    {
        var wrapped = Wrapped(statement);
        var block = (BlockSyntax)statement.Parent!;
        var attempt = FullNames.Shortened(TryWrapping.Surround(wrapped, $"catch ({thrown})", [closing.Text, "throw;"]));
        var at = block.Statements.IndexOf(statement);
        var statements = block.Statements.Take(at).Append(attempt).Concat(block.Statements.Skip(at + wrapped.Count));
        return root.ReplaceNode(block, block.WithStatements(SyntaxFactory.List(statements)));
    }

    /// <summary>The closing as the first statement of a branch or handler.</summary>
    private static SyntaxNode First(SyntaxNode root, StatementSyntax branch, Closing closing)
    {
        if (branch is not BlockSyntax { Statements: var statements } block)
        {
            return root.ReplaceNode(branch, FullNames.Shortened(Braced(branch, closing)));
        }

        if (statements.Count > 0)
        {
            var changed = Rewriting.Surround(root, statements[0], [closing.Text], statements[0], []);
            return FullNames.ShortenedAt(changed, block.SpanStart);
        }

        var layout = Layout.Of(block);
        var isOnOneLine = !block.ToString().Contains("\n");
        var added = SyntaxFactory.ParseStatement(closing.Text)
            .WithLeadingTrivia(SyntaxFactory.ParseLeadingTrivia(isOnOneLine ? "" : layout.Indentation + layout.Step))
            .WithTrailingTrivia(SyntaxFactory.ParseTrailingTrivia(isOnOneLine ? " " : layout.Gap));
        return root.ReplaceNode(block, FullNames.Shortened(block.WithStatements(SyntaxFactory.SingletonList(added))));
    }

    /// <summary>A branch without braces gets them, on its line or round its lines.</summary>
    private static BlockSyntax Braced(StatementSyntax branch, Closing closing)
    {
        var begins = branch.GetFirstToken().GetPreviousToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
        var layout = Layout.Of(branch);
        var (gap, inner, outer) = begins ? (layout.Gap, layout.Indentation, layout.Indentation.Substring(0, Math.Max(0, layout.Indentation.Length - layout.Step.Length))) : (" ", "", "");
        var kept = branch.WithLeadingTrivia(SyntaxFactory.ParseLeadingTrivia(inner));
        return SyntaxFactory.Block(
            SyntaxFactory.Token(SyntaxFactory.ParseLeadingTrivia(outer), SyntaxKind.OpenBraceToken, SyntaxFactory.ParseTrailingTrivia(gap)),
            SyntaxFactory.List(
            [
                SyntaxFactory.ParseStatement(closing.Text).WithLeadingTrivia(begins ? branch.GetLeadingTrivia() : []).WithTrailingTrivia(SyntaxFactory.ParseTrailingTrivia(gap)),
                begins ? kept : kept.WithTrailingTrivia(SyntaxFactory.Space),
            ]),
            SyntaxFactory.Token(SyntaxFactory.ParseLeadingTrivia(outer), SyntaxKind.CloseBraceToken, begins ? SyntaxFactory.ParseTrailingTrivia(gap) : branch.GetTrailingTrivia()));
    }
}
