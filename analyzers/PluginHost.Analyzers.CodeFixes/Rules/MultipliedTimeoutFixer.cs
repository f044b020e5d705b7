using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;

namespace PluginHost.Analyzers.CodeFixes.Rules;

/// <summary>Puts one limit around a loop whose passes each have their own.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class MultipliedTimeoutFixer : CodeFixProvider
{
    private const string Title = "Put one limit around the whole loop";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIdentifiers.MultipliedTimeout);

    /// <summary>All at once: two loops of one method need two names.</summary>
    public override FixAllProvider GetFixAllProvider() =>
        FixAllProvider.Create(async (context, document, diagnostics) => await FixAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var fixedDocument = await FixAsync(context.Document, context.Diagnostics, context.CancellationToken).ConfigureAwait(false);
        if (fixedDocument != context.Document)
        {
            context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(fixedDocument), "overall"), context.Diagnostics);
        }
    }

    private static async Task<Document> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var editor = await DocumentEditor.CreateAsync(document, cancellationToken).ConfigureAwait(false);
        var rewriting = new LoopLimitRewriting(editor);
        var any = false;
        foreach (var diagnostic in diagnostics.OrderBy(one => one.Location.SourceSpan.Start))
        {
            any |= rewriting.Apply(diagnostic);
        }

        return any ? editor.GetChangedDocument() : document;
    }
}
