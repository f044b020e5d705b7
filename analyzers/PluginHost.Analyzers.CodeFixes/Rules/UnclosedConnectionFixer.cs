using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using PluginHost.Analyzers.CodeFixes.Rules.Closing;
using PluginHost.Analyzers.CodeFixes.Rules.DroppedConnections;
using PluginHost.Analyzers.Rules;

namespace PluginHost.Analyzers.CodeFixes.Rules;

/// <summary>Closes what a method opens for its own use, on every path.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class UnclosedConnectionFixer : RepairFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIdentifiers.NotClosedOnEveryPath, RuleIdentifiers.ShutDownNotClosed);

    private protected override IEnumerable<Repair> RepairsOf(Diagnostic diagnostic, RepairScope scope)
    {
        var repair = diagnostic.Id == RuleIdentifiers.NotClosedOnEveryPath ? new Closings(scope).Of(diagnostic, diagnostic.Location)
            : diagnostic.Properties.ContainsKey(HolderProperties.Variables) ? new Closings(scope).Of(diagnostic, diagnostic.AdditionalLocations[0])
            : new FieldClosings(scope).Of(diagnostic);
        return repair is null ? [] : [repair];
    }
}
