using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;

namespace PluginHost.Analyzers.CodeFixes.Rules;

/// <summary>Switches on the keep-alive of TCP.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class DeadPeerFixer() : DocumentFixer("Switch on keep-alive", "keepalive", RuleIdentifiers.DeadPeerUnnoticed)
{
    private protected override Func<Diagnostic, bool> Begin(DocumentEditor editor) => new KeepAliveRewriting(editor).Apply;
}
