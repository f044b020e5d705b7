using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using PluginHost.Analyzers.CodeFixes.Rules.DroppedConnections;

namespace PluginHost.Analyzers.CodeFixes.Rules;

/// <summary>Closes what a field held when it is written over.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class DroppedConnectionFixer : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIdentifiers.DroppedConnection);

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        async (context, document, diagnostics) =>
            await RepairAsync(document, diagnostics, context.CodeActionEquivalenceKey, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var diagnostic = context.Diagnostics[0];
        if (await Repairs.CreateAsync(context.Document, context.CancellationToken).ConfigureAwait(false) is not { } repairs)
        {
            return;
        }

        foreach (var repair in repairs.Of(diagnostic))
        {
            context.RegisterCodeFix(
                CodeAction.Create(repair.Title, token => RepairAsync(context.Document, [diagnostic], repair.Key, token), repair.Key), diagnostic);
        }
    }

    /// <summary>One after the other, so that a name which one takes is taken for the next.</summary>
    private static async Task<Document> RepairAsync(Document document, IEnumerable<Diagnostic> diagnostics, string? key, CancellationToken cancellationToken)
    {
        if (await Repairs.CreateAsync(document, cancellationToken).ConfigureAwait(false) is not { } repairs)
        {
            return document;
        }

        var chosen = diagnostics
            .Select(diagnostic => repairs.Of(diagnostic).FirstOrDefault(repair => repair.Key == key))
            .OfType<Repair>()
            .GroupBy(repair => repair.Place)
            .Select(same => same.First())
            .ToList();
        var root = repairs.Root.TrackNodes(chosen.Select(repair => repair.Place));
        foreach (var repair in chosen)
        {
            root = root.GetCurrentNode(repair.Place) is { } place ? repair.Apply(root, place) : root;
        }

        return document.WithSyntaxRoot(root);
    }
}
