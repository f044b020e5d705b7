using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using PluginHost.Analyzers.CodeFixes.Rules.Closing;
using PluginHost.Analyzers.CodeFixes.Rules.DroppedConnections;

namespace PluginHost.Analyzers.CodeFixes.Rules;

/// <summary>Closes a connection when a step after connecting fails.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class OpenAfterFailedStepFixer : RepairFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIdentifiers.OpenAfterFailedStep);

    private protected override IEnumerable<Repair> RepairsOf(Diagnostic diagnostic, RepairScope scope) => new FailureClosings(scope).Of(diagnostic) is { } repair ? [repair] : [];
}
