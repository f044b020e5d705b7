using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PluginHost.Analyzers.CodeFixes.Rules.Closing;

/// <summary>The statements to the end of a block during which a connection may be open.</summary>
/// <param name="Anchor">The statement they begin behind.</param>
/// <param name="WithAnchor">Whether they begin with it instead.</param>
/// <param name="MayBeNull">Whether the holder may be empty there.</param>
internal sealed record Region(StatementSyntax Anchor, bool WithAnchor, bool MayBeNull)
{
    /// <summary>The region of an opening; <see langword="null"/> where none can be wrapped as it stands.</summary>
    /// <param name="opening">The opening.</param>
    /// <param name="scope">The document.</param>
    /// <param name="reach">What must lie inside.</param>
    public static Region? Of(Opening opening, RepairScope scope, SyntaxNode? reach)
    {
        var region = opening.Holder switch
        {
            ILocalSymbol when opening.Declarator is not null => new Region(opening.Statement, false, IsMaybeNull(opening, scope.Model) || Writes(opening, scope.Model).Any()),
            ILocalSymbol local => (reach is null ? null : BehindAssignment(opening, scope)) ?? OfAssigned(opening, local, scope),
            IParameterSymbol => BehindAssignment(opening, scope),
            IFieldSymbol or IPropertySymbol when reach is not null => Round(opening, reach),
            _ => null,
        };
        region = reach is null ? region : region?.Before(reach);
        return region is not null && region.CanBeWrapped(opening) && (reach is null || region.Statements().Any(one => one.Span.Contains(reach.Span))) ? region : null;
    }

    /// <summary>The statements, as they stand round the anchor by now.</summary>
    public static IReadOnlyList<StatementSyntax> Behind(StatementSyntax anchor, bool withAnchor)
    {
        var all = anchor.Parent switch
        {
            BlockSyntax block => block.Statements,
            SwitchSectionSyntax section => section.Statements,
            _ => default,
        };
        return [.. all.Skip(all.IndexOf(anchor) + (withAnchor ? 0 : 1))];
    }

    /// <summary>The places that write the variable, beside the opening itself.</summary>
    public static IEnumerable<SyntaxNode> Writes(Opening opening, SemanticModel model) => opening.UsesOf(opening.Holder!, model)
        .Where(use => use.Parent is AssignmentExpressionSyntax assignment ? assignment.Left == use && assignment.Parent != opening.Statement : use.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 });

    /// <summary>A handler that goes on after the failure would keep it from one further out.</summary>
    private Region Before(SyntaxNode reach) => reach.Ancestors().TakeWhile(node => node != Anchor.Parent).OfType<TryStatementSyntax>().FirstOrDefault(@try =>
        @try.Block.Span.Contains(reach.Span) && @try.Catches.Any(handler => handler.Block.Statements.LastOrDefault() is not ThrowStatementSyntax)) is { } around
            ? new Region(around.Block.Statements[0], true, MayBeNull)
            : this;

    private IReadOnlyList<StatementSyntax> Statements() => Behind(Anchor, WithAnchor);

    private static bool IsMaybeNull(Opening opening, SemanticModel model) =>
        opening.Declarator?.Initializer is { } initializer && model.GetTypeInfo(initializer.Value).Nullability.FlowState == NullableFlowState.MaybeNull;

    /// <summary>From the declaration on, where the block that opens it is not all that uses it.</summary>
    private static Region? OfAssigned(Opening opening, ILocalSymbol local, RepairScope scope)
    {
        if (local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(scope.CancellationToken) is not VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax { Declaration.Variables.Count: 1 } declaration } variable)
        {
            return null;
        }

        var between = opening.Statement.Ancestors().TakeWhile(node => node != declaration.Parent).ToList();
        return between.Count == 0 || between.Any(IsLoop) ? BehindAssignment(opening, scope)
            : (variable.Initializer is null && !declaration.Declaration.Type.IsVar) || variable.Initializer?.Value.Kind() is SyntaxKind.NullLiteralExpression or SyntaxKind.DefaultLiteralExpression or SyntaxKind.DefaultExpression
                ? new Region(declaration, false, MayBeNull: true)
                : null;
    }

    private static Region? BehindAssignment(Opening opening, RepairScope scope) =>
        opening.Statement.Parent is { } block && !opening.UsesOf(opening.Holder!, scope.Model).Any(use => use.SpanStart > block.Span.End)
            ? new Region(opening.Statement, false, Writes(opening, scope.Model).Any())
            : null;

    /// <summary>A member outlives each block: the smallest that has both will do.</summary>
    private static Region? Round(Opening opening, SyntaxNode reach)
    {
        StatementSyntax anchor = opening.Statement;
        while (anchor.Parent is { } parent && !(parent is BlockSyntax or SwitchSectionSyntax && parent.Span.Contains(reach.Span)))
        {
            if (parent.FirstAncestorOrSelf<StatementSyntax>() is not { } outer || IsLoop(parent) || !opening.Body.Span.Contains(outer.Span))
            {
                return null;
            }

            anchor = outer;
        }

        return new Region(anchor, anchor != opening.Statement, anchor != opening.Statement);
    }

    private static bool IsLoop(SyntaxNode node) => node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax;

    /// <summary>No jump into it, no line for the preprocessor, and nothing it declares is named outside.</summary>
    private bool CanBeWrapped(Opening opening)
    {
        var inside = Anchor.Parent is BlockSyntax or SwitchSectionSyntax ? Statements() : [];
        if (inside.Count == 0 || opening.Body.DescendantNodes().Any(node => node is LabeledStatementSyntax) || inside.Any(one => one.ContainsDirectives))
        {
            return false;
        }

        var declared = new HashSet<string>(inside.SelectMany(one => one.DescendantNodesAndSelf()).Select(node => node switch
        {
            VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
            SingleVariableDesignationSyntax designation => designation.Identifier.ValueText,
            LocalFunctionStatementSyntax function => function.Identifier.ValueText,
            _ => "",
        }));
        var whole = Anchor.Parent is SwitchSectionSyntax { Parent: { } @switch } ? @switch : Anchor.Parent!;
        return !whole.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name =>
            declared.Contains(name.Identifier.ValueText) && name.Parent is not (MemberAccessExpressionSyntax or NameColonSyntax) && !inside.Any(one => one.Span.Contains(name.Span)));
    }
}
