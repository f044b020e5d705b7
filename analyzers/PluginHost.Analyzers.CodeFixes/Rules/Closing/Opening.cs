using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PluginHost.Analyzers.Rules;

namespace PluginHost.Analyzers.CodeFixes.Rules.Closing;

/// <summary>A place where a connection is opened.</summary>
/// <param name="Expression">What opens it.</param>
/// <param name="Statement">The statement round it.</param>
/// <param name="Holder">The variable or member that the statement puts it in; <see langword="null"/> when the statement drops it.</param>
internal sealed record Opening(ExpressionSyntax Expression, StatementSyntax Statement, ISymbol? Holder)
{
    /// <summary>The function that opens it.</summary>
    public SyntaxNode Body { get; } = Statement.Ancestors().First(node =>
        node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or CompilationUnitSyntax);

    /// <summary>The declaration, where that is what the statement is.</summary>
    public VariableDeclaratorSyntax? Declarator => (Statement as LocalDeclarationStatementSyntax)?.Declaration.Variables[0];

    /// <summary>The place that a finding names; <see langword="null"/> where what becomes of the connection there is nothing simple.</summary>
    public static Opening? At(RepairScope scope, Location location, Diagnostic diagnostic)
    {
        if (location.SourceTree != scope.Root.SyntaxTree || scope.Root.FindNode(location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax expression)
        {
            return null;
        }

        SyntaxNode node = expression;
        for (var isAll = true; node.Parent is { } parent; node = parent)
        {
            switch (parent)
            {
                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax statement } } variable }:
                    return Held(statement, scope.Model.GetDeclaredSymbol(variable, scope.CancellationToken), isAll);
                case AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax statement, Left: var left } assignment when assignment.Right == node:
                    var symbol = scope.Model.GetSymbolInfo(left, scope.CancellationToken).Symbol;
                    var isKept = symbol is IFieldSymbol or IPropertySymbol || assignment.IsKind(SyntaxKind.SimpleAssignmentExpression);
                    return symbol is not IDiscardSymbol ? isKept ? Held(statement, symbol, isAll) : null : isAll ? new Opening(expression, statement, null) : null;
                case ExpressionStatementSyntax statement:
                    return isAll ? new Opening(expression, statement, null) : null;
                case StatementSyntax or AnonymousFunctionExpressionSyntax or ArrowExpressionClauseSyntax or ConditionalExpressionSyntax or SwitchExpressionSyntax
                    or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } or AssignmentExpressionSyntax:
                    return null;
                case ParenthesizedExpressionSyntax or AwaitExpressionSyntax or CastExpressionSyntax or PostfixUnaryExpressionSyntax
                    or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" }
                    or InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } }:
                    break;
                default:
                    isAll = false;
                    break;
            }
        }

        return null;

        Opening? Held(StatementSyntax statement, ISymbol? holder, bool isAll) => holder is not null && (isAll || IsNamed(holder, diagnostic)) ? new Opening(expression, statement, holder) : null;
    }

    /// <summary>Where else the variable is named in the function.</summary>
    public IEnumerable<IdentifierNameSyntax> UsesOf(ISymbol variable, SemanticModel model) => Body.DescendantNodes()
        .OfType<IdentifierNameSyntax>()
        .Where(name => name.Identifier.ValueText == variable.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name).Symbol, variable));

    /// <summary>A name as it must be written.</summary>
    public static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    /// <summary>What closes a wrapper closes what it wraps, unless it was told to leave it open.</summary>
    private static bool IsNamed(ISymbol holder, Diagnostic diagnostic) =>
        (diagnostic.Properties.TryGetValue(HolderProperties.Variables, out var names) && names!.Split('|').Contains(holder.Name))
        || (diagnostic.Properties.TryGetValue(HolderProperties.Field, out var field) && field == holder.Name);
}
