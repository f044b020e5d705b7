using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;

namespace PluginHost.Analyzers.CodeFixes.Rules;

/// <summary>Puts one limit around a loop whose passes each have their own.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class MultipliedTimeoutFixer() : DocumentFixer("Put one limit around the whole loop", "overall", RuleIdentifiers.MultipliedTimeout)
{
    private protected override Func<Diagnostic, bool> Begin(DocumentEditor editor) => new LoopLimitRewriting(editor).Apply;
}
