using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PluginHost.Analyzers.CodeFixes.Rules.Stopping;

/// <summary>What the function round an endless loop must return when the loop can end.</summary>
internal static class LoopResult
{
    /// <summary>Whether nothing behind the loop returns a value, for nothing got there, and somebody expects one.</summary>
    public static bool IsNeededBehind(StatementSyntax loop, RepairScope scope) =>
        scope.Model.AnalyzeControlFlow(loop) is { Succeeded: true, EndPointIsReachable: false }
        && loop.FirstAncestorOrSelf<SyntaxNode>(node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax or MemberDeclarationSyntax) switch
        {
            AnonymousFunctionExpressionSyntax lambda => ReturnsIn(lambda) || (scope.Model.GetSymbolInfo(lambda, scope.CancellationToken).Symbol is IMethodSymbol { IsAsync: true } method && IsValue(method)),
            { } function => scope.Model.GetDeclaredSymbol(function, scope.CancellationToken) is IMethodSymbol method && IsValue(method),
            _ => false,
        };

    private static bool IsValue(IMethodSymbol method) => !method.ReturnsVoid && (!method.IsAsync || method.ReturnType is INamedTypeSymbol { Arity: > 0 });

    private static bool ReturnsIn(AnonymousFunctionExpressionSyntax lambda) => lambda
        .DescendantNodes(node => node == lambda || node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
        .Any(node => node is ReturnStatementSyntax { Expression: not null });
}
