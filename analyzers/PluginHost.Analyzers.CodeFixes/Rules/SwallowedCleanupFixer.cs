using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PluginHost.Analyzers.Rules;

namespace PluginHost.Analyzers.CodeFixes.Rules;

/// <summary>Makes a cleanup tell what went wrong in it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class SwallowedCleanupFixer : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIdentifiers.SwallowedCleanupException);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var document = context.Document;
        if (await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || await document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model)
        {
            return;
        }

        var diagnostic = context.Diagnostics[0];
        var node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        if (node is CatchClauseSyntax { Parent: TryStatementSyntax @try } clause)
        {
            var logged = HandlerRewriting.Log(clause, model);
            if (diagnostic.Properties.ContainsKey(SwallowedCleanupRule.Skip.Key)
                && root.FindNode(diagnostic.AdditionalLocations[0].SourceSpan, getInnermostNodeForTie: true) is var close
                && SkippedCloseRewriting.CanMove(@try, close))
            {
                Offer("Log the exception, and close in finally", "move", @try, () => SkippedCloseRewriting.Move(@try, close, clause, logged));
            }

            Offer("Log the exception", "log", clause, () => logged);
            if (CanNarrow(clause, @try, model))
            {
                Offer("Catch ObjectDisposedException only", "narrow", clause, () => HandlerRewriting.Narrow(clause, model));
            }
        }
        else if (DiscardRewriting.StatementOf(node) is { } statement && diagnostic.Location.SourceSpan.Start >= statement.SpanStart && IsDiscard(diagnostic, statement))
        {
            if (DiscardRewriting.CanAwait(statement) && DiscardRewriting.IsSimple(statement))
            {
                Offer("Await the closing task", "await", statement, () => DiscardRewriting.Await(statement));
            }
            else if (DiscardRewriting.IsSimple(statement))
            {
                Offer("Log how the closing task fails", "continue", statement, () => DiscardRewriting.Log(statement, model));
            }
        }

        void Offer(string title, string key, SyntaxNode old, Func<SyntaxNode> replacement) => context.RegisterCodeFix(
            CodeAction.Create(title, _ => Task.FromResult(document.WithSyntaxRoot(root.ReplaceNode(old, replacement()))), key), diagnostic);
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
