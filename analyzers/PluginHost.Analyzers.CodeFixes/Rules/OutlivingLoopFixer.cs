using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using PluginHost.Analyzers.CodeFixes.Rules.DroppedConnections;
using PluginHost.Analyzers.CodeFixes.Rules.Stopping;

namespace PluginHost.Analyzers.CodeFixes.Rules;

/// <summary>Stops a loop or a timer where its connection is closed.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class OutlivingLoopFixer : RepairFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIdentifiers.OutlivingLoop);

    private protected override IEnumerable<Repair> RepairsOf(Diagnostic diagnostic, RepairScope scope) =>
        EndingMember.Of(diagnostic, scope) is { } end && (TimerStop.Of(diagnostic, scope, end) ?? LoopStop.Of(diagnostic, scope, end)) is { } repair ? [repair] : [];
}
