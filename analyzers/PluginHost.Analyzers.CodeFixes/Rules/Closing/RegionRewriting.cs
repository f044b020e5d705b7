using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PluginHost.Analyzers.CodeFixes.Rules.DroppedConnections;

namespace PluginHost.Analyzers.CodeFixes.Rules.Closing;

/// <summary>Puts a region into a <c>try</c>, and gives a variable that is assigned only in there a value before it.</summary>
internal static class RegionRewriting
{
    /// <summary>The repair that wraps a region.</summary>
    public static Repair Wrap(string title, Region region, Opening opening, RepairScope scope, string clause, IReadOnlyList<string> tail)
    {
        var (isElsewhere, isNullable) = (region.Anchor != opening.Statement, scope.Model.GetNullableContext(region.Anchor.SpanStart).AnnotationsEnabled());
        return new Repair(title, Repair.Dispose, region.Anchor, (root, place) =>
        {
            var anchor = (StatementSyntax)place;
            if (isElsewhere && anchor is LocalDeclarationStatementSyntax { Declaration.Variables: { Count: 1 } variables } declaration && variables[0].Initializer is null)
            {
                var mark = new SyntaxAnnotation();
                root = root.ReplaceNode(declaration, WithNull(declaration, isNullable).WithAdditionalAnnotations(mark));
                anchor = (StatementSyntax)root.GetAnnotatedNodes(mark).Single();
            }

            return TryWrapping.Wrap(root, anchor, region.WithAnchor, clause, tail);
        });
    }

    private static LocalDeclarationStatementSyntax WithNull(LocalDeclarationStatementSyntax declaration, bool isNullable)
    {
        var (type, variable) = (declaration.Declaration.Type, declaration.Declaration.Variables[0]);
        var equals = SyntaxFactory.Token(SyntaxKind.EqualsToken).WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space);
        var nothing = SyntaxFactory.EqualsValueClause(equals, SyntaxFactory.LiteralExpression(SyntaxKind.NullLiteralExpression));
        return declaration.WithDeclaration(declaration.Declaration
            .WithType(isNullable && type is not NullableTypeSyntax ? SyntaxFactory.NullableType(type.WithoutTrivia()).WithTriviaFrom(type) : type)
            .WithVariables([variable.WithInitializer(nothing)]));
    }
}
