using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using PluginHost.Analyzers.CodeFixes.Rules.Slots;

namespace PluginHost.Analyzers.CodeFixes.Rules;

/// <summary>Gives a slot or lock back in a <c>finally</c> right behind the wait.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class SlotNotGivenBackFixer : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIdentifiers.SlotNotGivenBack);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() =>
        FixAllProvider.Create(async (context, document, diagnostics) => await RepairAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var diagnostic = context.Diagnostics[0];
        if ((await FindAsync(context.Document, [diagnostic], context.CancellationToken).ConfigureAwait(false)).FirstOrDefault() is { } repair)
        {
            context.RegisterCodeFix(
                CodeAction.Create($"Release '{repair.Semaphore}' in a finally", token => RepairAsync(context.Document, [diagnostic], token), "finally"), diagnostic);
        }
    }

    private static async Task<IReadOnlyList<SlotRepair>> FindAsync(Document document, IEnumerable<Diagnostic> diagnostics, CancellationToken cancellationToken) =>
        await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is { } root && await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is { } model
            ? [.. diagnostics.Select(diagnostic => SlotRepair.Of(diagnostic, root, model, cancellationToken)).OfType<SlotRepair>()]
            : [];

    private static async Task<Document> RepairAsync(Document document, IEnumerable<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var repairs = await FindAsync(document, diagnostics, cancellationToken).ConfigureAwait(false);
        if (repairs.Count == 0 || await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root)
        {
            return document;
        }

        root = root.TrackNodes(repairs.SelectMany(repair => repair.Held.Concat(repair.Releases)).Distinct());
        foreach (var repair in repairs)
        {
            root = repair.Apply(root);
        }

        return document.WithSyntaxRoot(root);
    }
}
