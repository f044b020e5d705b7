using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;

namespace PluginHost.Analyzers.CodeFixes.Rules;

/// <summary>A fix that is offered where it can change the document, and that fixes all findings of a document in one go.</summary>
/// <param name="title">What it does, for the user.</param>
/// <param name="key">The same for all fixes of this kind.</param>
/// <param name="ruleId">The rule.</param>
public abstract class DocumentFixer(string title, string key, string ruleId) : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(ruleId);

    /// <summary>All at once: what one adds is seen by the next.</summary>
    public sealed override FixAllProvider GetFixAllProvider() =>
        FixAllProvider.Create(async (context, document, diagnostics) => await FixAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var fixedDocument = await FixAsync(context.Document, context.Diagnostics, context.CancellationToken).ConfigureAwait(false);
        if (fixedDocument != context.Document)
        {
            context.RegisterCodeFix(CodeAction.Create(title, _ => Task.FromResult(fixedDocument), key), context.Diagnostics);
        }
    }

    /// <summary>Begins the work on a document.</summary>
    /// <param name="editor">The document.</param>
    /// <returns>Changes it for one finding; <see langword="false"/> where it cannot.</returns>
    private protected abstract Func<Diagnostic, bool> Begin(DocumentEditor editor);

    private async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        var apply = Begin(editor);
        var any = false;
        foreach (var diagnostic in diagnostics.OrderBy(one => one.Location.SourceSpan.Start))
        {
            any |= apply(diagnostic);
        }

        return any ? editor.GetChangedDocument() : document;
    }
}
