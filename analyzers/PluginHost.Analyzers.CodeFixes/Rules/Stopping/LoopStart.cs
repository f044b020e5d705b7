using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PluginHost.Analyzers.CodeFixes.Rules.Closing;
using PluginHost.Analyzers.CodeFixes.Rules.DroppedConnections;

namespace PluginHost.Analyzers.CodeFixes.Rules.Stopping;

/// <summary>The place where a loop is started, maybe once for each connection.</summary>
/// <param name="Place">The statement, or the method that is nothing but the start.</param>
internal sealed record LoopStart(SyntaxNode Place)
{
    /// <summary>Whether a type that is closed by the member may start the loop again after that.</summary>
    public static bool MayComeAgain(SyntaxNode start, EndingMember end) => !end.IsLast && start.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not (ConstructorDeclarationSyntax or BaseFieldDeclarationSyntax)
        && start.FirstAncestorOrSelf<EqualsValueClauseSyntax>() is not { Parent: PropertyDeclarationSyntax };

    /// <summary>The start, if the loop is started nowhere else and something can be done before it.</summary>
    public static LoopStart? Of(SyntaxNode start, StatementSyntax loop, RepairScope scope)
    {
        var member = start.FirstAncestorOrSelf<MemberDeclarationSyntax>()!;
        var place = start.FirstAncestorOrSelf<SyntaxNode>(node => node is StatementSyntax or AnonymousFunctionExpressionSyntax or ArrowExpressionClauseSyntax or MemberDeclarationSyntax) switch
        {
            StatementSyntax statement and not LocalFunctionStatementSyntax => statement,
            ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax method } when ClosingBody.CanTake(method) => method,
            _ => (SyntaxNode?)null,
        };
        return place is not null && IsOnlyStart(member, loop, scope) ? new LoopStart(place) : null;
    }

    /// <summary>Whether the loop stands in the member, or in a function that only the member names, and once.</summary>
    private static bool IsOnlyStart(MemberDeclarationSyntax member, StatementSyntax loop, RepairScope scope)
    {
        var function = loop.FirstAncestorOrSelf<SyntaxNode>(node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax)!;
        if (function is AnonymousFunctionExpressionSyntax)
        {
            return member.Contains(loop);
        }

        var name = function switch
        {
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            LocalFunctionStatementSyntax local => local.Identifier.ValueText,
            _ => "",
        };
        var named = OwnerRewriting.PartsOf(function.FirstAncestorOrSelf<TypeDeclarationSyntax>()!, scope.Root)
            .SelectMany(part => part.DescendantNodes()).Where(node => node is SimpleNameSyntax one && one.Identifier.ValueText == name).ToList();
        return named.Count == 1 && member.Contains(named[0]);
    }

    /// <summary>Has a statement done right before it.</summary>
    public static SyntaxNode Prepare(SyntaxNode root, SyntaxNode place, IReadOnlyList<string> statements)
    {
        if (place is StatementSyntax statement)
        {
            return Rewriting.Surround(root, statement, statements, statement, []);
        }

        var method = (MethodDeclarationSyntax)place;
        var (gap, indentation, step) = OwnerRewriting.LayoutOf(method);
        return root.ReplaceNode(method, ClosingBody.Begin(method, statements, gap, indentation, step));
    }
}
