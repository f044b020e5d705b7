using Microsoft.CodeAnalysis;
using PluginHost.Analyzers.Options;

namespace PluginHost.Analyzers.CodeFixes.Rules;

/// <summary>The document that is repaired, as it stood when its findings were made.</summary>
internal sealed record RepairScope(Document Document, SyntaxNode Root, SemanticModel Model, CancellationToken CancellationToken)
{
    public static async Task<RepairScope?> CreateAsync(Document document, CancellationToken cancellationToken) =>
        await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is { } root
        && await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is { } model
            ? new RepairScope(document, root, model, cancellationToken)
            : null;

    /// <summary>The options of a rule for this document.</summary>
    public LifecycleOptions OptionsOf(string ruleId) => new(Document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GetOptions(Root.SyntaxTree), ruleId);
}
