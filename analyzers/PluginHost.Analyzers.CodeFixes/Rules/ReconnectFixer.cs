using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;

namespace PluginHost.Analyzers.CodeFixes.Rules;

/// <summary>Waits before each further try to connect, longer each time.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class ReconnectFixer() : DocumentFixer("Wait before the next try, longer each time", "backoff", RuleIdentifiers.ReconnectWithoutBackoff)
{
    private protected override Func<Diagnostic, bool> Begin(DocumentEditor editor) => new BackoffRewriting(editor).Apply;
}
