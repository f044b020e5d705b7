using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PluginHost.Analyzers.Resources;

namespace PluginHost.Analyzers.CodeFixes.Rules.DroppedConnections;

/// <summary>
/// A method of the type's own that closes the field and leaves the object usable. Never <c>Dispose</c>: what it ends is the
/// object, not one connection.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="IsAwaited">Whether it gives a task.</param>
/// <param name="LeavesNull">Whether the field is null behind it.</param>
internal sealed record ClosingMethod(string Name, bool IsAwaited, bool LeavesNull)
{
    /// <summary>The one to call at a write; <see langword="null"/> where there is none.</summary>
    public static ClosingMethod? For(DroppedWrite write, IReadOnlyList<string> names, bool canAwait, CancellationToken cancellationToken) =>
        For(write.Symbol, write.Place, names, canAwait, cancellationToken);

    /// <summary>The one to call at some place so that a member is closed; <see langword="null"/> where there is none.</summary>
    public static ClosingMethod? For(ISymbol symbol, SyntaxNode place, IReadOnlyList<string> names, bool canAwait, CancellationToken cancellationToken)
    {
        var caller = place.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        var found =
            from name in names
            from method in symbol.ContainingType.GetMembers(name).OfType<IMethodSymbol>()
            where method.MethodKind == MethodKind.Ordinary && method.IsStatic == symbol.IsStatic && method.Parameters.All(parameter => parameter.IsOptional)
            where method.ReturnsVoid || (canAwait && method.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments.IsEmpty: true })
            from declaration in method.DeclaringSyntaxReferences
            let body = declaration.GetSyntax(cancellationToken)
            where body != caller && !Names(body, caller) && UserResources.ClosingsIn(body, symbol.Name).Any(closing => IsSure(closing, body, symbol.Name))
            orderby method.ReturnsVoid
            select new ClosingMethod(name, !method.ReturnsVoid, Nullings(body, symbol.Name).Any(nulling => IsSure(nulling, body, symbol.Name)));
        return found.FirstOrDefault();
    }

    /// <summary>A closing method that calls the caller would call itself.</summary>
    private static bool Names(SyntaxNode body, MemberDeclarationSyntax? caller) =>
        caller is MethodDeclarationSyntax method && Mentions(body, method.Identifier.ValueText);

    private static bool Mentions(SyntaxNode code, string name) => code.DescendantNodes().Any(node => node is IdentifierNameSyntax identifier && identifier.Identifier.ValueText == name);

    private static IEnumerable<SyntaxNode> Nullings(SyntaxNode body, string field) => body.DescendantNodes().Where(node => node switch
    {
        AssignmentExpressionSyntax { Right.RawKind: (int)SyntaxKind.NullLiteralExpression } assignment => IsField(assignment.Left, field),
        ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword, Parent: ArgumentListSyntax { Arguments: { Count: 2 } both } } argument =>
            IsField(argument.Expression, field) && both[1].Expression.IsKind(SyntaxKind.NullLiteralExpression),
        _ => false,
    });

    private static bool IsField(ExpressionSyntax expression, string field) =>
        (expression is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } own ? own.Name : expression) is IdentifierNameSyntax name && name.Identifier.ValueText == field;

    /// <summary>Whether the method always comes there, unless the field is null.</summary>
    private static bool IsSure(SyntaxNode node, SyntaxNode body, string field) =>
        node.Ancestors().TakeWhile(one => one != body).All(one => one switch
        {
            IfStatementSyntax @if => @if.Else is null && Mentions(@if.Condition, field),
            AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or CatchClauseSyntax or SwitchSectionSyntax or ConditionalExpressionSyntax
                or WhileStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax => false,
            _ => true,
        })
        && !body.DescendantNodes(inner => inner is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).Any(leave =>
            leave.SpanStart < node.SpanStart && leave is ReturnStatementSyntax or ThrowStatementSyntax
            && !(leave.FirstAncestorOrSelf<IfStatementSyntax>() is { } guard && body.Contains(guard) && Mentions(guard.Condition, field)));
}
