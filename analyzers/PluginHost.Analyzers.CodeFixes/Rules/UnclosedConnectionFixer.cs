using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using PluginHost.Analyzers.CodeFixes.Rules.Closing;
using PluginHost.Analyzers.CodeFixes.Rules.DroppedConnections;

namespace PluginHost.Analyzers.CodeFixes.Rules;

/// <summary>Closes what a method opens for its own use, on every path.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class UnclosedConnectionFixer : RepairFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIdentifiers.NotClosedOnEveryPath);

    private protected override IEnumerable<Repair> RepairsOf(Diagnostic diagnostic, RepairScope scope) =>
        new Closings(scope).Of(diagnostic, diagnostic.Location) is { } repair ? [repair] : [];
}
