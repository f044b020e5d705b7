using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Resources;

namespace PluginHost.Analyzers.Cleanups;

/// <summary>Finds out whether a stream, reader or writer stands on a connection: by what it was made of, where it is kept, what it is called.</summary>
internal sealed class StreamOrigins(ResourceTypes types)
{
    private readonly ConcurrentDictionary<ISymbol, bool> _members = new(SymbolEqualityComparer.Default);

    public bool StandsOnConnection(IOperation stream)
    {
        if (stream.Type is { } type && Words.Any(type.Name, ClosingWords.Network))
        {
            return true;
        }

        switch (stream)
        {
            case ILocalReferenceOperation local:
                return MadeOf(local) ?? SoundsLikeNetwork(local.Local, local.Local.ContainingType);
            case IParameterReferenceOperation { Parameter: var parameter }:
                return SoundsLikeNetwork(parameter, parameter.ContainingType) || HoldsConnection(parameter.ContainingType);
            case IFieldReferenceOperation { Field: var field }:
                return _members.GetOrAdd(field.OriginalDefinition, IsKeptOnConnection);
            case IPropertyReferenceOperation { Property: var property }:
                return _members.GetOrAdd(property.OriginalDefinition, IsKeptOnConnection);
            default:
                return stream.DescendantsAndSelf().Any(one => IsConnection(one.Type));
        }
    }

    private bool IsKeptOnConnection(ISymbol member)
    {
        if (Words.Any(member.Name, ClosingWords.Elsewhere) || member.ContainingType is not { } owner)
        {
            return false;
        }

        return AssignedFrom(owner, member.Name) ?? (HoldsConnection(owner) || SoundsLikeNetwork(member, owner));
    }

    /// <summary>What the values assigned to a local in its function say; <see langword="null"/> if nothing.</summary>
    private bool? MadeOf(ILocalReferenceOperation local)
    {
        IOperation root = local;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        bool? verdict = null;
        foreach (var operation in root.DescendantsAndSelf())
        {
            var value = operation switch
            {
                IVariableDeclaratorOperation declarator when Is(declarator.Symbol) => declarator.GetVariableInitializer()?.Value,
                ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment when Is(target.Local) => assignment.Value,
                _ => null,
            };
            if (value is null)
            {
                continue;
            }

            if (value.DescendantsAndSelf().Any(one => IsConnection(one.Type) || (one is IFieldReferenceOperation field && types.IsWrapper(field.Type) && IsKeptOnConnection(field.Field))))
            {
                return true;
            }

            verdict = Judge(value.Syntax) ?? verdict;
        }

        return verdict;

        bool Is(ILocalSymbol one) => SymbolEqualityComparer.Default.Equals(one, local.Local);
    }

    /// <summary>What the source of a type assigns to its member; <see langword="null"/> if that says nothing.</summary>
    private static bool? AssignedFrom(INamedTypeSymbol owner, string member)
    {
        bool? verdict = null;
        foreach (var declaration in owner.DeclaringSyntaxReferences)
        {
            foreach (var node in declaration.GetSyntax().DescendantNodes())
            {
                var value = node switch
                {
                    AssignmentExpressionSyntax assignment when NameOf(assignment.Left) == member => assignment.Right,
                    VariableDeclaratorSyntax declarator when declarator.Identifier.ValueText == member => declarator.Initializer?.Value,
                    PropertyDeclarationSyntax property when property.Identifier.ValueText == member => property.Initializer?.Value ?? property.ExpressionBody?.Expression,
                    _ => null,
                };
                if (value is not null && Judge(value) is { } says)
                {
                    if (says)
                    {
                        return true;
                    }

                    verdict = false;
                }
            }
        }

        return verdict;
    }

    private static string? NameOf(ExpressionSyntax target) => target switch
    {
        IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } own => own.Name.Identifier.ValueText,
        _ => null,
    };

    private static bool? Judge(SyntaxNode value)
    {
        bool? verdict = null;
        foreach (var node in value.DescendantNodesAndSelf())
        {
            if (node is SimpleNameSyntax name)
            {
                if (ClosingWords.Sources.Contains(name.Identifier.ValueText))
                {
                    return true;
                }

                verdict = ClosingWords.OtherSources.Contains(name.Identifier.ValueText) ? false : verdict;
            }
            else if (node is ObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments } && arguments[0].Expression.IsKind(SyntaxKind.StringLiteralExpression))
            {
                verdict = false;
            }
        }

        return verdict;
    }

    private static bool SoundsLikeNetwork(ISymbol symbol, INamedTypeSymbol? owner) =>
        !Words.Any(symbol.Name, ClosingWords.Elsewhere)
        && (Words.Any(symbol.Name, ClosingWords.Network) || (owner is not null && Words.Any(owner.Name, ClosingWords.Network)));

    private bool HoldsConnection(INamedTypeSymbol? owner)
    {
        for (var current = owner; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if ((member is IFieldSymbol field && IsConnection(field.Type)) || (member is IPropertySymbol property && IsConnection(property.Type)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool IsConnection(ITypeSymbol? type) => types.KindOf(type) is ResourceKind.Connection or ResourceKind.User or ResourceKind.Lent;
}
