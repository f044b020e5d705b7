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

        var start = scope.Root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        var isRepeated = LoopStart.MayComeAgain(start, end);
        if (diagnostic.Properties.TryGetValue(OutlivingLoopRule.SourceKey, out var tested) && tested is not null)
        {
            return end.Method.ContainingType.GetMembers(tested).FirstOrDefault() is { } source && (!isRepeated || IsMadeAnew(source, scope))
                ? new Repair($"Cancel '{tested}' in {end.Method.Name}", Repair.Dispose, loop, (root, place) => end.Stop(root, TypeOf(place), Cancelling(source, scope, loop)))
                : null;
        }

        if (LoopFlag.Of(loop, end, scope) is { } flag)
        {
            return new Repair($"Set '{flag.Name}' in {end.Method.Name}", Repair.Dispose, loop, (root, place) => end.Stop(root, TypeOf(place), new StopStatements(flag.Stop, flag.Stop)));
        }

        if (loop is not (WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax) || LoopResult.IsNeededBehind(loop, scope))
        {
            return null;
        }

        var wait = KeptLoop.Wait(diagnostic, scope, loop, CanThrow(loop, scope) && LoopTestRewriting.Pauses(loop).Any());
        return isRepeated
            ? LoopStart.Of(start, loop, scope) is { } anew ? Anew(loop, anew.Place, wait, end, scope) : null
            : Once(loop, wait, end, scope);
    }

    /// <summary>By a source that ends it for good.</summary>
    private static Repair Once(StatementSyntax loop, string? wait, EndingMember end, RepairScope scope) => new(
        $"Cancel the loop in {end.Method.Name}",
        Repair.Dispose,
        loop,
        (root, place) =>
        {
            var (mark, isThrown) = (new SyntaxAnnotation(), CanThrow(loop, scope));
            var (name, isThere) = StopSource.Of(TypeOf(place), root, end.Method.ContainingType, isMadeAnew: false);
            root = root.ReplaceNode(place, LoopTestRewriting.With((StatementSyntax)place, name, $"{name}.Token", isThrown).WithAdditionalAnnotations(mark));
            root = isThere ? root : StopSource.Declare(root, TypeOf(Marked(root, mark)), name, isMadeAnew: false);
            return end.Stop(root, TypeOf(Marked(root, mark)), Cancel(name, name, scope, loop) with { Last = wait });
        });

    /// <summary>By a source that each start makes anew. The loop keeps the token of its own start: the next one is not for it.</summary>
    private static Repair Anew(StatementSyntax loop, SyntaxNode start, string? wait, EndingMember end, RepairScope scope) => new(
        $"Cancel the loop in {end.Method.Name}",
        Repair.Dispose,
        loop,
        (root, place) =>
        {
            if (root.GetCurrentNode(start) is not { } begun)
            {
                return root;
            }

            var (inner, outer) = (new SyntaxAnnotation(), new SyntaxAnnotation());
            var (name, token) = (StopSource.Of(TypeOf(place), root, end.Method.ContainingType, isMadeAnew: true).Name, new NewNames().Of(begun.Contains(place) ? begun : place, "stop"));
            var (made, kept) = ($"{name} = {StopSource.Made(root.SyntaxTree)};", $"var {token} = {name}.Token;");
            var isInside = begun is StatementSyntax && begun.Contains(place);
            root = root.ReplaceNodes([place, begun], (old, now) =>
                (old == place ? LoopTestRewriting.With((StatementSyntax)now, token, token, CanThrow(loop, scope)) : now).WithAdditionalAnnotations(old == place ? inner : outer));
            root = isInside ? root : LoopStart.Prepare(root, Marked(root, inner), [kept]);
            root = LoopStart.Prepare(root, Marked(root, outer), isInside ? [made, kept] : [made]);
            root = StopSource.Declare(root, TypeOf(Marked(root, inner)), name, isMadeAnew: true);
            return end.Stop(root, TypeOf(Marked(root, inner)), Cancel(name, name, scope, loop) with { Last = wait });
        })
    {
        Others = [start],
    };

    private static SyntaxNode Marked(SyntaxNode root, SyntaxAnnotation mark) => root.GetAnnotatedNodes(mark).Single();

    /// <summary>Whether a method gives the type a new one, as for the next connection.</summary>
    private static bool IsMadeAnew(ISymbol source, RepairScope scope) =>
        source is not IFieldSymbol { IsReadOnly: true } and not IPropertySymbol { SetMethod: null }
        && source.ContainingType.DeclaringSyntaxReferences.Where(part => part.SyntaxTree == scope.Root.SyntaxTree)
            .SelectMany(part => part.GetSyntax(scope.CancellationToken).DescendantNodes()).OfType<AssignmentExpressionSyntax>()
            .Any(write => write is { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Right: BaseObjectCreationExpressionSyntax or InvocationExpressionSyntax }
                && write.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is null
                && SymbolEqualityComparer.Default.Equals(scope.Model.GetSymbolInfo(write.Left, scope.CancellationToken).Symbol, source));

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
