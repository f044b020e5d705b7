using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PluginHost.Analyzers.CodeFixes.Rules.Closing;
using PluginHost.Analyzers.CodeFixes.Rules.DroppedConnections;
using PluginHost.Analyzers.Rules;

namespace PluginHost.Analyzers.CodeFixes.Rules.Stopping;

/// <summary>Has a loop test a token that is cancelled where its type is closed.</summary>
internal static class LoopStop
{
    public static Repair? Of(Diagnostic diagnostic, RepairScope scope, EndingMember end)
    {
        if (diagnostic.AdditionalLocations.ElementAtOrDefault(1) is not { } head
            || head.SourceTree != scope.Root.SyntaxTree
            || scope.Root.FindToken(head.SourceSpan.Start).Parent?.FirstAncestorOrSelf<StatementSyntax>() is not { } loop
            || !Reach.CanUse(end.Method, loop, scope.Model))
        {
            return null;
        }

        if (diagnostic.Properties.TryGetValue(OutlivingLoopRule.SourceKey, out var tested) && tested is not null)
        {
            return end.Method.ContainingType.GetMembers(tested).FirstOrDefault() is { } source
                ? new Repair($"Cancel '{tested}' in {end.Method.Name}", Repair.Dispose, loop, (root, place) => end.Stop(root, TypeOf(place), Cancelling(source, scope, loop)))
                : null;
        }

        if (loop is not (WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax))
        {
            return null;
        }

        var name = StopSource.NameIn(end.Method.ContainingType);
        var isThrown = CanThrow(loop, scope);
        var stop = Cancel(name, name, scope, loop) with { Last = KeptLoop.Wait(diagnostic, scope, loop, isThrown && LoopTestRewriting.Pauses(loop).Any()) };
        return new Repair(
            $"Cancel the loop in {end.Method.Name}",
            Repair.Dispose,
            loop,
            (root, place) =>
            {
                var mark = new SyntaxAnnotation();
                root = root.ReplaceNode(place, LoopTestRewriting.With((StatementSyntax)place, name, isThrown).WithAdditionalAnnotations(mark));
                root = StopSource.Declare(root, TypeOf(root.GetAnnotatedNodes(mark).Single()), name);
                return end.Stop(root, TypeOf(root.GetAnnotatedNodes(mark).Single()), stop);
            });
    }

    /// <summary>A source that the type has: it may be gone by the second time.</summary>
    private static StopStatements Cancelling(ISymbol source, RepairScope scope, SyntaxNode loop)
    {
        var name = Opening.Escape(source.Name);
        var at = Holders.MayBeEmpty(source) ? $"{name}?" : name;
        var isDisposed = TypeOf(loop).DescendantNodes().Any(node =>
            node is InvocationExpressionSyntax or ConditionalAccessExpressionSyntax && node.ToString().Replace("?", "").Replace("this.", "") == $"{name}.Dispose()");
        if (!isDisposed)
        {
            return at == name ? Cancel(name, at, scope, loop) : new StopStatements($"{at}.Cancel();", $"{at}.Cancel();");
        }

        var test = at == name ? $"!{name}.IsCancellationRequested" : $"{at}.IsCancellationRequested == false";
        var guarded = $"if ({test}) {{ {name}.Cancel(); }}";
        return new StopStatements(guarded, guarded);
    }

    private static StopStatements Cancel(string name, string at, RepairScope scope, SyntaxNode loop)
    {
        var isAwaitable = scope.Model.Compilation.GetTypeByMetadataName("System.Threading.CancellationTokenSource")?.GetMembers("CancelAsync").Length > 0;
        return new StopStatements($"{at}.Cancel();", isAwaitable ? $"await {name}.CancelAsync().ConfigureAwait(false);" : $"{at}.Cancel();");
    }

    /// <summary>Whether an exception there ends up in a task: nowhere else may one come from the token.</summary>
    private static bool CanThrow(SyntaxNode loop, RepairScope scope) =>
        loop.FirstAncestorOrSelf<SyntaxNode>(node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax) switch
        {
            AnonymousFunctionExpressionSyntax lambda => scope.Model.GetSymbolInfo(lambda, scope.CancellationToken).Symbol is IMethodSymbol { IsAsync: true, ReturnsVoid: false },
            { } function => scope.Model.GetDeclaredSymbol(function, scope.CancellationToken) is IMethodSymbol { IsAsync: true, ReturnsVoid: false },
            _ => false,
        };

    private static TypeDeclarationSyntax TypeOf(SyntaxNode place) => place.FirstAncestorOrSelf<TypeDeclarationSyntax>()!;
}
