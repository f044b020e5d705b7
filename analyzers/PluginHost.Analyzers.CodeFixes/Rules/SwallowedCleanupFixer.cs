using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PluginHost.Analyzers.CodeFixes.Rules.DroppedConnections;
using PluginHost.Analyzers.Rules;

namespace PluginHost.Analyzers.CodeFixes.Rules;

/// <summary>Makes a cleanup tell what went wrong in it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class SwallowedCleanupFixer : RepairFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIdentifiers.SwallowedCleanupException);

    private protected override IEnumerable<Repair> RepairsOf(Diagnostic diagnostic, RepairScope scope)
    {
        var node = scope.Root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        return node is CatchClauseSyntax { Parent: TryStatementSyntax @try } clause ? OfHandler(diagnostic, clause, @try, scope)
            : DiscardRewriting.StatementOf(node) is { } statement && diagnostic.Location.SourceSpan.Start >= statement.SpanStart && IsDiscard(diagnostic, statement) ? OfTask(statement, scope.Model)
            : [];
    }

    private static IEnumerable<Repair> OfHandler(Diagnostic diagnostic, CatchClauseSyntax clause, TryStatementSyntax @try, RepairScope scope)
    {
        if (diagnostic.Properties.ContainsKey(SwallowedCleanupRule.Skip.Key)
            && SkippedCloseRewriting.Find(@try, scope.Root.FindNode(diagnostic.AdditionalLocations[0].SourceSpan, getInnermostNodeForTie: true)) is { } at)
        {
            yield return new Repair("Log the exception, and close in finally", "move", clause, (root, now) => SkippedCloseRewriting.Move(root, (CatchClauseSyntax)now, at, Logged(now)));
        }

        yield return new Repair("Log the exception", "log", clause, (root, now) => root.ReplaceNode(now, Logged(now)));
        if (CanNarrow(clause, @try, scope.Model))
        {
            yield return new Repair(
                "Catch ObjectDisposedException only", "narrow", clause, (root, now) => root.ReplaceNode(now, HandlerRewriting.Narrow((CatchClauseSyntax)now, new Reporters(scope.Model, clause, clause.SpanStart))));
        }

        CatchClauseSyntax Logged(SyntaxNode now) => HandlerRewriting.Log((CatchClauseSyntax)now, new Reporters(scope.Model, clause, clause.Block.OpenBraceToken.Span.End));
    }

    private static IEnumerable<Repair> OfTask(ExpressionStatementSyntax statement, SemanticModel model)
    {
        if (DiscardRewriting.IsSimple(statement))
        {
            yield return DiscardRewriting.CanAwait(statement)
                ? new Repair("Await the closing task", "await", statement, (root, now) => root.ReplaceNode(now, DiscardRewriting.Await((ExpressionStatementSyntax)now)))
                : new Repair("Log how the closing task fails", "continue", statement, (root, now) => root.ReplaceNode(now, DiscardRewriting.Log((ExpressionStatementSyntax)now, statement, model)));
        }
    }

    private static bool IsDiscard(Diagnostic diagnostic, ExpressionStatementSyntax statement) =>
        !diagnostic.Properties.IsEmpty && diagnostic.Properties.ContainsKey(SwallowedCleanupRule.Discard.Key) && statement.SemicolonToken.IsKind(SyntaxKind.SemicolonToken);

    /// <summary>Whether the handler takes more than it needs, and no other stands before it that the narrower type would hide behind.</summary>
    private static bool CanNarrow(CatchClauseSyntax clause, TryStatementSyntax @try, SemanticModel model) =>
        @try.Catches[0] == clause
        && clause.Filter is null
        && (clause.Declaration is not { } declaration
            || (model.GetTypeInfo(declaration.Type).Type is { Name: "Exception" or "SystemException" or "InvalidOperationException", ContainingNamespace.Name: "System" }
                && IsUnused(clause, declaration, model)));

    private static bool IsUnused(CatchClauseSyntax clause, CatchDeclarationSyntax declaration, SemanticModel model) =>
        declaration.Identifier.IsKind(SyntaxKind.None) || model.AnalyzeDataFlow(clause.Block) is not { Succeeded: true } flow || !flow.ReadInside.Any(one => one.Name == declaration.Identifier.ValueText);
}
