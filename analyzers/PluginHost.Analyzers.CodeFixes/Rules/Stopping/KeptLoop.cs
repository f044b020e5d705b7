using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PluginHost.Analyzers.CodeFixes.Rules.Closing;
using PluginHost.Analyzers.Flow;

namespace PluginHost.Analyzers.CodeFixes.Rules.Stopping;

/// <summary>The task of a loop, where its type keeps it.</summary>
internal static class KeptLoop
{
    /// <summary>What waits for it once it is cancelled and its connection closed, so that no read can hold it up.</summary>
    public static string? Wait(Diagnostic diagnostic, RepairScope scope, SyntaxNode loop, bool mayBeCancelled)
    {
        if (scope.Root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).Parent is not AssignmentExpressionSyntax kept
            || scope.Model.GetSymbolInfo(kept.Left, scope.CancellationToken).Symbol is not { Kind: SymbolKind.Field or SymbolKind.Property } task
            || OwnMembers.TypeOf(task) is not { Name: "Task", ContainingNamespace.Name: "Tasks" }
            || loop.DescendantNodes().Any(node => node is IdentifierNameSyntax { Identifier.ValueText: "Dispose" or "DisposeAsync" or "Close" or "CloseAsync" }))
        {
            return null;
        }

        var name = Opening.Escape(task.Name);
        var wait = $"await {name}.ConfigureAwait(false);";
        wait = mayBeCancelled ? $"try {{ {wait} }} catch (global::System.OperationCanceledException) {{ /* It was told to stop. */ }}" : wait;
        return Holders.MayBeEmpty(task) && Holders.MayBeEmptied(task) ? $"if ({name} != null) {{ {wait} }}" : wait;
    }
}
