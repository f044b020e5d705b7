using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using PluginHost.Analyzers.CodeFixes.Rules.DroppedConnections;

namespace PluginHost.Analyzers.CodeFixes.Rules;

/// <summary>A fix that offers repairs of single places, each by itself or all of a document at once.</summary>
public abstract class RepairFixer : CodeFixProvider
{
    /// <summary>The key of what comes first: for the next finding that may be another kind of repair.</summary>
    private const string First = "first";

    private protected RepairFixer()
    {
    }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        async (context, document, diagnostics) =>
            await RepairAsync(document, diagnostics, context.CodeActionEquivalenceKey, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var diagnostic = context.Diagnostics[0];
        if (await RepairScope.CreateAsync(context.Document, context.CancellationToken).ConfigureAwait(false) is not { } scope)
        {
            return;
        }

        string? key = First;
        foreach (var repair in RepairsOf(diagnostic, scope))
        {
            var own = key ?? repair.Key;
            context.RegisterCodeFix(CodeAction.Create(repair.Title, token => RepairAsync(context.Document, [diagnostic], own, token), own), diagnostic);
            key = null;
        }
    }

    /// <summary>What can be done about a finding; the best comes first.</summary>
    private protected abstract IEnumerable<Repair> RepairsOf(Diagnostic diagnostic, RepairScope scope);

    /// <summary>One after the other, so that a name which one takes is taken for the next. Without a key, by the first repair of each.</summary>
    private async Task<Document> RepairAsync(Document document, IEnumerable<Diagnostic> diagnostics, string? key, CancellationToken cancellationToken)
    {
        if (await RepairScope.CreateAsync(document, cancellationToken).ConfigureAwait(false) is not { } scope)
        {
            return document;
        }

        var chosen = diagnostics
            .Select(diagnostic => RepairsOf(diagnostic, scope).FirstOrDefault(repair => key is null or First || repair.Key == key))
            .OfType<Repair>()
            .GroupBy(repair => repair.Place)
            .Select(same => same.First())
            .ToList();
        var root = scope.Root.TrackNodes(chosen.SelectMany(repair => repair.Others.Prepend(repair.Place)).Distinct());
        foreach (var repair in chosen)
        {
            root = root.GetCurrentNode(repair.Place) is { } place ? repair.Apply(root, place) : root;
        }

        return document.WithSyntaxRoot(root);
    }
}
