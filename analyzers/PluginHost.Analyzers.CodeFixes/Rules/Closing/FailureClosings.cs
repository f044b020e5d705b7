using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PluginHost.Analyzers.CodeFixes.Rules.DroppedConnections;
using PluginHost.Analyzers.Rules;

namespace PluginHost.Analyzers.CodeFixes.Rules.Closing;

/// <summary>Finds how a method can close what it has opened when a later step fails.</summary>
internal sealed class FailureClosings(RepairScope scope)
{
    /// <summary>What can be done about a step whose failure leaves a connection open.</summary>
    public Repair? Of(Diagnostic diagnostic)
    {
        if (diagnostic.AdditionalLocations.Count == 0 || Opening.At(scope, diagnostic.AdditionalLocations[0], diagnostic) is not { Holder: { } holder } opening)
        {
            return null;
        }

        var step = scope.Root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        if (Region.Of(opening, scope, step) is not { } region || Yields(opening, region))
        {
            return null;
        }

        var closing = holder is IFieldSymbol or IPropertySymbol ? OfField(opening, holder, region) : OfVariable(opening, holder, region, diagnostic);
        return closing is null ? null : RegionRewriting.Wrap($"Close '{holder.Name}' when this fails", region, opening, scope, TryWrapping.Catch, [.. closing, "throw;"]);
    }

    private IReadOnlyList<string>? OfVariable(Opening opening, ISymbol holder, Region region, Diagnostic diagnostic)
    {
        var type = holder is ILocalSymbol local ? local.Type : ((IParameterSymbol)holder).Type;
        if (new Closer(type, opening.Statement, scope.Model).Statement(Opening.Escape(holder.Name), region.MayBeNull) is not { } close)
        {
            return null;
        }

        return diagnostic.Properties.ContainsKey(HolderProperties.IsKept) && diagnostic.Properties.TryGetValue(HolderProperties.Field, out var name) && Holders.Find(scope, opening.Statement, name!) is { } field && Holders.MayBeEmptied(field)
            ? [close, $"{Holders.Write(scope, opening.Statement, field)} = null;"]
            : [close];
    }

    /// <summary>A closing method of the type's own knows what else is to be done.</summary>
    private IReadOnlyList<string>? OfField(Opening opening, ISymbol field, Region region)
    {
        var names = scope.OptionsOf(RuleIdentifiers.OpenAfterFailedStep).ClosingMethodNames;
        // In a constructor the object is not whole yet, and its closing method may need what is still missing.
        if (opening.Statement.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is null && ClosingMethod.For(field, opening.Statement, names, DiscardRewriting.CanAwait(opening.Statement), scope.CancellationToken) is { } method)
        {
            return [method.IsAwaited ? $"await {method.Name}().ConfigureAwait(false);" : $"{method.Name}();"];
        }

        var written = Holders.Write(scope, opening.Statement, field);
        return new Closer(Flow.OwnMembers.TypeOf(field), opening.Statement, scope.Model).Statement(written, region.MayBeNull) is not { } close ? null
            : Holders.MayBeEmptied(field) ? [close, $"{written} = null;"]
            : [close];
    }

    /// <summary>No element can be yielded from a <c>try</c> with a handler.</summary>
    private static bool Yields(Opening opening, Region region) => Region.Behind(region.Anchor, region.WithAnchor).Any(one =>
        one.DescendantNodesAndSelf(node => node == opening.Body || node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).Any(node => node is YieldStatementSyntax));
}
