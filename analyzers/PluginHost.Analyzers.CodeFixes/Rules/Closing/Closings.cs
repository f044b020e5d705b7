using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PluginHost.Analyzers.CodeFixes.Rules.DroppedConnections;
using PluginHost.Analyzers.Resources;
using PluginHost.Analyzers.Rules;

namespace PluginHost.Analyzers.CodeFixes.Rules.Closing;

/// <summary>Finds how a method can close what it opens for its own use.</summary>
internal sealed class Closings(RepairScope scope)
{
    /// <summary>What can be done about a connection that the method itself should close.</summary>
    public Repair? Of(Diagnostic diagnostic, Location opened)
    {
        if (diagnostic.Properties.ContainsKey(HolderProperties.HandedOn) || Opening.At(scope, opened, diagnostic) is not { } opening)
        {
            return null;
        }

        if (opening.Holder is null)
        {
            return Dropped(opening);
        }

        if (opening.Holder is not ILocalSymbol local || !new Lifetime(opening, scope.Model).Ends())
        {
            return null;
        }

        var closer = new Closer(local.Type, opening.Statement, scope.Model);
        return Declared(opening, closer) ?? Wrapped(opening, closer, Region.Of(opening, scope, null));
    }

    /// <summary>The variable is there for the whole block, and for nothing else.</summary>
    private Repair? Declared(Opening opening, Closer closer) =>
        opening is { Statement: LocalDeclarationStatementSyntax { Parent: BlockSyntax or GlobalStatementSyntax } declaration }
        && closer.Declaration is { } words
        && !Region.Writes(opening, scope.Model).Any()
        && !opening.Body.DescendantNodes().Any(node => node is LabeledStatementSyntax)
            ? new Repair($"Close '{opening.Holder!.Name}' at the end of its block", Repair.Dispose, declaration, (root, place) => UsingRewriting.Declare(root, (LocalDeclarationStatementSyntax)place, words))
            : null;

    private Repair? Wrapped(Opening opening, Closer closer, Region? region) =>
        region is not null && !Region.Writes(opening, scope.Model).Any(IsForgotten) && closer.Statement(Opening.Escape(opening.Holder!.Name), region.MayBeNull) is { } close
            ? RegionRewriting.Wrap($"Close '{opening.Holder!.Name}' in finally", region, opening, scope, TryWrapping.Finally, [close])
            : null;

    /// <summary>A variable that is emptied without a close has nothing to close in the end.</summary>
    private static bool IsForgotten(SyntaxNode write) =>
        write.Parent is AssignmentExpressionSyntax { Right.RawKind: (int)SyntaxKind.NullLiteralExpression or (int)SyntaxKind.DefaultLiteralExpression, Parent: StatementSyntax { Parent: { } block } statement }
        && !(block.ChildNodes().TakeWhile(one => one != statement).LastOrDefault() is { } before && UserResources.ClosingsIn(before, ((IdentifierNameSyntax)write).Identifier.ValueText).Any());

    /// <summary>What nobody holds is closed where it stands; an answer is kept until its block ends.</summary>
    private Repair? Dropped(Opening opening)
    {
        var (statement, type) = ((ExpressionStatementSyntax)opening.Statement, TypeOf(opening));
        if (type is null or { Name: "Timer" or "PeriodicTimer" })
        {
            return null;
        }

        var closer = new Closer(type, statement, scope.Model);
        if (type.Name == "HttpResponseMessage" && statement.Parent is BlockSyntax or GlobalStatementSyntax && closer.Declaration is { } words)
        {
            var name = new Reporters(scope.Model, statement, statement.SpanStart).Free(opening.Body, "response", "answer");
            return new Repair("Close the answer at the end of its block", Repair.Dispose, statement, (root, place) => UsingRewriting.Keep(root, (ExpressionStatementSyntax)place, words, name));
        }

        return closer.Member is { } member
            ? new Repair($"{member} what is opened here", Repair.Dispose, statement, (root, place) => UsingRewriting.CloseAtOnce(root, (ExpressionStatementSyntax)place, member))
            : null;
    }

    private ITypeSymbol? TypeOf(Opening opening)
    {
        var statement = (ExpressionStatementSyntax)opening.Statement;
        var value = statement.Expression is AssignmentExpressionSyntax discard ? discard.Right : statement.Expression;
        return scope.Model.GetTypeInfo(value, scope.CancellationToken).Type is { Name: not ("Task" or "ValueTask") } type ? type : null;
    }
}
