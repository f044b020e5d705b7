using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace PluginHost.Analyzers.CodeFixes.Rules.DroppedConnections;

/// <summary>A write that drops what a field or property held.</summary>
/// <param name="Place">The statement, or the body of an expression-bodied function, that the write is; the statement round an <c>out</c> argument.</param>
/// <param name="Holder">The field or property as it is named there.</param>
/// <param name="Symbol">The field or property.</param>
/// <param name="Value">What it gets; <see langword="null"/> for an <c>out</c> argument.</param>
/// <param name="IsExchange">Whether the write is an <c>Interlocked.Exchange</c> already.</param>
internal sealed record DroppedWrite(SyntaxNode Place, ExpressionSyntax Holder, ISymbol Symbol, ExpressionSyntax? Value, bool IsExchange)
{
    public ITypeSymbol Type { get; } = Symbol is IPropertySymbol property ? property.Type : ((IFieldSymbol)Symbol).Type;

    /// <summary>Whether it can be passed by reference.</summary>
    public bool IsField => Symbol is IFieldSymbol;

    public bool IsNull => Value is { } value && (value is PostfixUnaryExpressionSyntax bang ? bang.Operand : value).Kind()
        is SyntaxKind.NullLiteralExpression or SyntaxKind.DefaultLiteralExpression or SyntaxKind.DefaultExpression;

    /// <summary>The write that was reported; <see langword="null"/> where no rewriting of it is safe.</summary>
    public static DroppedWrite? At(SyntaxNode root, TextSpan span, SemanticModel model, CancellationToken cancellationToken)
    {
        var node = root.FindNode(span, getInnermostNodeForTie: true);
        var (place, holder, value) = node switch
        {
            AssignmentExpressionSyntax assignment => (PlaceOf(assignment, model, cancellationToken), assignment.Left, assignment.Right),
            InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 2 } arguments } exchange => (PlaceOf(exchange, model, cancellationToken), arguments[0].Expression, arguments[1].Expression),
            ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.OutKeyword } argument => (StatementRound(argument), argument.Expression, null),
            _ => (null, null, null),
        };
        return place is not null && holder is not null
            && model.GetSymbolInfo(holder, cancellationToken).Symbol is IFieldSymbol { IsReadOnly: false } or IPropertySymbol
            && model.GetSymbolInfo(holder, cancellationToken).Symbol is { } symbol
            && (value is null || !MayGiveTheSame(value, symbol))
            ? new DroppedWrite(place, holder, symbol, value, node is InvocationExpressionSyntax)
            : null;
    }

    /// <summary>The write inside its place, as that stands in the tree by now.</summary>
    public static ExpressionSyntax WriteIn(SyntaxNode place) => place switch
    {
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } discard } => discard.Right,
        ExpressionStatementSyntax statement => statement.Expression,
        _ => (ExpressionSyntax)place,
    };

    /// <summary>Where the value of the write is not used, so that what is done there may have none.</summary>
    private static SyntaxNode? PlaceOf(ExpressionSyntax write, SemanticModel model, CancellationToken cancellationToken) => write.Parent switch
    {
        ExpressionStatementSyntax statement => statement,
        AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Parent: ExpressionStatementSyntax statement } => statement,
        ArrowExpressionClauseSyntax { Parent: { } function } => IsVoid(model.GetDeclaredSymbol(function, cancellationToken)) ? write : null,
        AnonymousFunctionExpressionSyntax lambda => IsVoid(model.GetSymbolInfo(lambda, cancellationToken).Symbol) ? write : null,
        _ => null,
    };

    private static bool IsVoid(ISymbol? function) =>
        function is IMethodSymbol method && (method.ReturnsVoid || (method.IsAsync && method.ReturnType is INamedTypeSymbol { TypeArguments.IsEmpty: true }));

    /// <summary>Nothing may run between the new statement before it and the call: so no loop's condition, no part of an expression body.</summary>
    private static StatementSyntax? StatementRound(ArgumentSyntax argument)
    {
        foreach (var node in argument.Ancestors())
        {
            switch (node)
            {
                case ExpressionStatementSyntax or LocalDeclarationStatementSyntax or IfStatementSyntax { Parent: not ElseClauseSyntax } or ReturnStatementSyntax:
                    return (StatementSyntax)node;
                case StatementSyntax or AnonymousFunctionExpressionSyntax or ArrowExpressionClauseSyntax or ConditionalExpressionSyntax or ConditionalAccessExpressionSyntax
                    or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression or (int)SyntaxKind.CoalesceExpression }:
                    return null;
            }
        }

        return null;
    }

    /// <summary>Whether what comes may be, or hold, what goes: to close that would close both.</summary>
    private static bool MayGiveTheSame(ExpressionSyntax value, ISymbol holder) =>
        value is AssignmentExpressionSyntax
        || (value is IdentifierNameSyntax { Identifier.ValueText: "value" } && value.Ancestors().Any(node => node is AccessorDeclarationSyntax))
        || value.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == holder.Name && !IsReceiver(name));

    private static bool IsReceiver(IdentifierNameSyntax name)
    {
        ExpressionSyntax whole = name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } own ? own : name;
        while (whole.Parent is PostfixUnaryExpressionSyntax or ParenthesizedExpressionSyntax)
        {
            whole = (ExpressionSyntax)whole.Parent;
        }

        return whole.Parent is MemberAccessExpressionSyntax access ? access.Expression == whole : whole.Parent is ConditionalAccessExpressionSyntax conditional && conditional.Expression == whole;
    }
}
