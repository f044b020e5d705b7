using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using PluginHost.Analyzers.CodeFixes.Rules.DroppedConnections;
using PluginHost.Analyzers.CodeFixes.Rules.Slots;

namespace PluginHost.Analyzers.CodeFixes.Rules;

/// <summary>Gives a slot or lock back in a <c>finally</c> right behind the wait.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class SlotNotGivenBackFixer : RepairFixer
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIdentifiers.SlotNotGivenBack);

    private protected override IEnumerable<Repair> RepairsOf(Diagnostic diagnostic, RepairScope scope)
    {
        if (SlotRepair.Of(diagnostic, scope.Root, scope.Model, scope.CancellationToken) is { } slot)
        {
            yield return new Repair($"Release '{slot.Semaphore}' in a finally", "finally", slot.Held[0], (root, _) => slot.Apply(root)) { Others = [.. slot.Held, .. slot.Releases] };
        }
    }
}
