using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using PluginHost.Analyzers.CodeFixes.Rules.ReusedConnections;
using PluginHost.Analyzers.Options;

namespace PluginHost.Analyzers.CodeFixes.Rules;

/// <summary>Closes a connection when a read on it times out.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class ReusedConnectionFixer : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIdentifiers.ReusedAfterTimeout);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() =>
        FixAllProvider.Create(async (context, document, diagnostics) => await RepairAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var repair in await FindAsync(context.Document, context.Diagnostics.Take(1), context.CancellationToken).ConfigureAwait(false))
        {
            context.RegisterCodeFix(
                CodeAction.Create(repair.Title, token => RepairAsync(context.Document, context.Diagnostics.Take(1), token), "close"), context.Diagnostics[0]);
        }
    }

    private static async Task<IReadOnlyList<TimeoutRepair>> FindAsync(Document document, IEnumerable<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        if (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model)
        {
            return [];
        }

        var options = new LifecycleOptions(document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GetOptions(root.SyntaxTree), RuleIdentifiers.ReusedAfterTimeout);
        return
        [
            .. diagnostics
                .Select(diagnostic => TimeoutRepair.Of(diagnostic, root, model, options, cancellationToken))
                .OfType<TimeoutRepair>()
                .GroupBy(repair => repair.Place)
                .Select(same => same.First()),
        ];
    }

    private static async Task<Document> RepairAsync(Document document, IEnumerable<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var repairs = await FindAsync(document, diagnostics, cancellationToken).ConfigureAwait(false);
        if (repairs.Count == 0 || await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root)
        {
            return document;
        }

        root = root.TrackNodes(repairs.Select(repair => repair.Place));
        foreach (var repair in repairs)
        {
            root = root.GetCurrentNode(repair.Place) is { } place ? repair.Apply(root, place) : root;
        }

        return document.WithSyntaxRoot(root);
    }
}
