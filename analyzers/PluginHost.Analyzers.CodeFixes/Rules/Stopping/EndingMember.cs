using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PluginHost.Analyzers.CodeFixes.Rules.Closing;

namespace PluginHost.Analyzers.CodeFixes.Rules.Stopping;

/// <summary>The member in which a type is closed.</summary>
/// <param name="Method">The member that the finding names.</param>
/// <param name="IsLast">Whether the object is done with then, and not only its connection.</param>
internal sealed record EndingMember(IMethodSymbol Method, bool IsLast)
{
    /// <summary>The member that a finding names; <see langword="null"/> where nothing can be added to it.</summary>
    public static EndingMember? Of(Diagnostic diagnostic, RepairScope scope) =>
        diagnostic.AdditionalLocations.FirstOrDefault() is { } named
        && named.SourceTree == scope.Root.SyntaxTree
        && scope.Root.FindToken(named.SourceSpan.Start).Parent?.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } declaration
        && scope.Model.GetDeclaredSymbol(declaration, scope.CancellationToken) is IMethodSymbol method
        && MethodsOf(declaration.FirstAncestorOrSelf<TypeDeclarationSyntax>()!, scope.Root, declaration.Identifier.ValueText).All(ClosingBody.CanTake)
            ? new EndingMember(method, IsEnd(declaration.Identifier.ValueText))
            : null;

    /// <summary>Whether a method is one of those in which it ends.</summary>
    public bool IsNamed(MethodDeclarationSyntax method) => IsLast ? IsEnd(method.Identifier.ValueText) : OwnerRewriting.IsNamed(Method.Name, method.Identifier.ValueText);

    /// <summary>Stops something before anything else is done there.</summary>
    public SyntaxNode Stop(SyntaxNode root, TypeDeclarationSyntax type, StopStatements stop)
    {
        var methods = MethodsOf(type, root, Method.Name.Substring(Method.Name.LastIndexOf('.') + 1)).ToList();
        return root.ReplaceNodes(methods, (old, _) =>
        {
            var isAwaited = ClosingBody.IsAsync(old);
            var first = isAwaited ? stop.Awaited : stop.Now;
            var (gap, indentation, step) = OwnerRewriting.LayoutOf(old);
            var isOnOneLine = gap == " " || (old.Body is { Statements.Count: > 0 } && !old.Body.ToString().Contains("\n"));
            var changed = Does(old, first) ? old : ClosingBody.Begin(old, [Laid(first)], gap, indentation, step);
            return FullNames.Shortened(isAwaited && stop.Last is not null && !Does(old, stop.Last) ? ClosingBody.Add(changed, [Laid(stop.Last)], gap, indentation, step) : changed);

            string Laid(string statement) => isOnOneLine || !statement.Contains("{ ") ? statement : StatementLines.Of(statement, gap + indentation + step, step);
        });
    }

    /// <summary>Whether a method does that already, whatever else it does.</summary>
    private static bool Does(MethodDeclarationSyntax method, string statement)
    {
        var wanted = SyntaxFactory.ParseStatement(statement);
        return method.ExpressionBody is { } arrow ? wanted is ExpressionStatementSyntax { Expression: var expression } && SyntaxFactory.AreEquivalent(arrow.Expression, expression)
            : method.Body?.Statements.Any(one => SyntaxFactory.AreEquivalent(one, wanted)) == true;
    }

    /// <summary>Both ways to dispose, and of those with one name the one that calls the others.</summary>
    private static IEnumerable<MethodDeclarationSyntax> MethodsOf(TypeDeclarationSyntax type, SyntaxNode root, string name)
    {
        var methods = OwnerRewriting.PartsOf(type, root).SelectMany(part => part.Members).OfType<MethodDeclarationSyntax>().ToList();
        return (IsEnd(name) ? ["Dispose", "DisposeAsync"] : new[] { name }).SelectMany(one =>
        {
            var named = methods.Where(method => method.Identifier.ValueText == one).ToList();
            return named.Where(method => method.ParameterList.Parameters.Count == named.Min(other => other.ParameterList.Parameters.Count));
        });
    }

    private static bool IsEnd(string name) => name is "Dispose" or "DisposeAsync";
}
