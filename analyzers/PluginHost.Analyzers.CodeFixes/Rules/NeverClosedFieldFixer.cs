using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using PluginHost.Analyzers.CodeFixes.Rules.Closing;
using PluginHost.Analyzers.CodeFixes.Rules.DroppedConnections;

namespace PluginHost.Analyzers.CodeFixes.Rules;

/// <summary>Closes a field when its object is closed.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class NeverClosedFieldFixer : RepairFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIdentifiers.NeverClosedField);

    private protected override IEnumerable<Repair> RepairsOf(Diagnostic diagnostic, RepairScope scope) => new OwnerClosings(scope).Of(diagnostic) is { } repair ? [repair] : [];
}
