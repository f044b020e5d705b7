using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using PluginHost.Analyzers.CodeFixes.Rules.DroppedConnections;
using PluginHost.Analyzers.Flow;
using PluginHost.Analyzers.Rules;

namespace PluginHost.Analyzers.CodeFixes.Rules.Closing;

/// <summary>Closes a field where its peer has been told goodbye.</summary>
internal sealed class FieldClosings(RepairScope scope)
{
    /// <summary>What can be done about it: even a goodbye that fails is no reason to keep the handle.</summary>
    public Repair? Of(Diagnostic diagnostic)
    {
        if (!diagnostic.Properties.TryGetValue(HolderProperties.Field, out var name)
            || scope.Root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { } statement
            || !diagnostic.Location.SourceSpan.IntersectsWith(statement.Span)
            || Holders.Find(scope, statement, name!) is not { } field)
        {
            return null;
        }

        var isElsewhereUsed = statement.Parent is BlockSyntax or SwitchSectionSyntax
            && Region.Behind(statement, false).Any(later => later.DescendantNodes().OfType<IdentifierNameSyntax>().Any(use => use.Identifier.ValueText == name));
        return !isElsewhereUsed && new Closer(OwnMembers.TypeOf(field), statement, scope.Model).Statement(Holders.Write(scope, statement, field), Holders.MayBeEmpty(field)) is { } close
            ? new Repair($"Close '{field.Name}' after this", Repair.Dispose, statement, (root, place) => TryWrapping.Single(root, (StatementSyntax)place, TryWrapping.Finally, [close]))
            : null;
    }
}
