using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;

namespace PluginHost.Analyzers.CodeFixes.Rules;

/// <summary>Makes of a limit for a whole stream one for the silence between two items.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class TotalLimitFixer() : DocumentFixer("Limit each wait instead of the whole stream", "idle", RuleIdentifiers.TotalLimitOnEndlessStream)
{
    private protected override Func<Diagnostic, bool> Begin(DocumentEditor editor) => new IdleLimitRewriting(editor).Apply;
}
