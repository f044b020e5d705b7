using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PluginHost.Analyzers.CodeFixes.Rules.Closing;
using PluginHost.Analyzers.CodeFixes.Rules.DroppedConnections;
using PluginHost.Analyzers.Flow;
using PluginHost.Analyzers.Rules;

namespace PluginHost.Analyzers.CodeFixes.Rules.Stopping;

/// <summary>Stops a timer where its type is closed.</summary>
internal static class TimerStop
{
    public static Repair? Of(Diagnostic diagnostic, RepairScope scope, EndingMember end)
    {
        if (!diagnostic.Properties.TryGetValue(OutlivingLoopRule.TimerKey, out var name)
            || end.Method.ContainingType.GetMembers(name!).FirstOrDefault() is not { } timer
            || scope.Root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax made)
        {
            return null;
        }

        var stop = Statements(timer, end, scope, made);
        return new Repair(
            $"Stop '{name}' in {end.Method.Name}", Repair.Dispose, made, (root, place) => end.Stop(root, place.FirstAncestorOrSelf<TypeDeclarationSyntax>()!, stop));
    }

    private static StopStatements Statements(ISymbol timer, EndingMember end, RepairScope scope, SyntaxNode made)
    {
        var (written, isOptional) = (Opening.Escape(timer.Name), Holders.MayBeEmpty(timer));
        var at = isOptional ? $"{written}?" : written;
        if (!end.IsLast && !Holders.MayBeEmptied(timer))
        {
            // It may be started again with the next connection.
            var halt = OwnMembers.TypeOf(timer).ContainingNamespace.Name == "Timers" ? $"{at}.Stop();" : $"{at}.Change(global::System.Threading.Timeout.Infinite, global::System.Threading.Timeout.Infinite);";
            return new StopStatements(halt, halt);
        }

        var now = $"{at}.Dispose();";
        return new StopStatements(now, !isOptional && ClosingMember.IsAsync(OwnMembers.TypeOf(timer), scope.Model, made.SpanStart) ? $"await {written}.DisposeAsync().ConfigureAwait(false);" : now);
    }
}
