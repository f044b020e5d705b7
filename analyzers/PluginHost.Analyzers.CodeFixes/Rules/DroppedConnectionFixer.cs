using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using PluginHost.Analyzers.CodeFixes.Rules.DroppedConnections;

namespace PluginHost.Analyzers.CodeFixes.Rules;

/// <summary>Closes what a field held when it is written over.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class DroppedConnectionFixer : RepairFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIdentifiers.DroppedConnection);

    private protected override IEnumerable<Repair> RepairsOf(Diagnostic diagnostic, RepairScope scope) => new Repairs(scope).Of(diagnostic);
}
