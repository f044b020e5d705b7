using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PluginHost.Analyzers.CodeFixes.Rules.Stopping;

/// <summary>A flag that is there for a loop: its test asks it, and nothing where the type is closed does.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Stop">The statement that ends the loop.</param>
internal sealed record LoopFlag(string Name, string Stop)
{
    /// <summary>The flag in the test of a loop; <see langword="null"/> where there is none, or where it would never let the loop run again.</summary>
    public static LoopFlag? Of(StatementSyntax loop, EndingMember end, RepairScope scope)
    {
        var condition = loop switch
        {
            WhileStatementSyntax one => one.Condition,
            DoStatementSyntax one => one.Condition,
            ForStatementSyntax one => one.Condition,
            _ => null,
        };
        while (condition is not null)
        {
            var (left, right) = condition is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both ? (both.Left, both.Right) : (null, condition);
            var isNegated = right is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression };
            var asked = isNegated ? ((PrefixUnaryExpressionSyntax)right).Operand : right;
            if (asked is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax }
                && scope.Model.GetSymbolInfo(asked, scope.CancellationToken).Symbol is IFieldSymbol { IsReadOnly: false, IsStatic: false, DeclaredAccessibility: Accessibility.Private, Type.SpecialType: SpecialType.System_Boolean } field
                && SymbolEqualityComparer.Default.Equals(field.ContainingType, end.Method.ContainingType)
                && IsForLoops(field, !isNegated, end, scope))
            {
                return new LoopFlag(field.Name, $"{asked.WithoutTrivia()} = {(isNegated ? "true" : "false")};");
            }

            condition = left;
        }

        return null;
    }

    private static bool IsForLoops(IFieldSymbol field, bool goes, EndingMember end, RepairScope scope)
    {
        var uses = field.ContainingType.DeclaringSyntaxReferences.Where(part => part.SyntaxTree == scope.Root.SyntaxTree)
            .SelectMany(part => part.GetSyntax(scope.CancellationToken).DescendantNodes()).OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == field.Name && SymbolEqualityComparer.Default.Equals(scope.Model.GetSymbolInfo(name, scope.CancellationToken).Symbol, field))
            .ToList();
        var begins = uses.Any(use => Begins(use, goes) && (end.IsLast || use.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is null)) || (end.IsLast && IsInitially(field, goes));
        return begins && !uses.Any(use => use.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method && end.IsNamed(method) && WrittenBy(use) is null);
    }

    private static bool Begins(IdentifierNameSyntax use, bool goes) => WrittenBy(use) is { } written && IsConstant(written.Right, goes);

    private static AssignmentExpressionSyntax? WrittenBy(IdentifierNameSyntax use)
    {
        var whole = use.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access ? access : (ExpressionSyntax)use;
        return whole.Parent is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment && assignment.Left == whole ? assignment : null;
    }

    private static bool IsInitially(IFieldSymbol field, bool goes) =>
        field.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax variable && (variable.Initializer is { } initializer ? IsConstant(initializer.Value, goes) : !goes);

    private static bool IsConstant(ExpressionSyntax value, bool goes) => value.IsKind(goes ? SyntaxKind.TrueLiteralExpression : SyntaxKind.FalseLiteralExpression);
}
