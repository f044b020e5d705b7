using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Lifecycle;

/// <summary>Finds the question to the object's own state with which a careful method begins: <c>if (_state != Closed) throw …;</c>.</summary>
internal static class StateGuards
{
    /// <summary>Whether a body leaves early, or does its work at all, depending on what the object itself knows.</summary>
    public static bool Has(Member member, INamedTypeSymbol type) => member.Steps.Graph.OriginalOperation
        .DescendantsAndSelf(intoFunctions: false)
        .OfType<IConditionalOperation>()
        .Any(conditional => conditional.Type is null && Asks(conditional.Condition, type));

    private static bool Asks(IOperation condition, INamedTypeSymbol type) => condition.DescendantsAndSelf().Any(operation => operation switch
    {
        IMemberReferenceOperation { Instance: IInstanceReferenceOperation or null, Member: IFieldSymbol { IsConst: false } or IPropertySymbol } reference =>
            SymbolEqualityComparer.Default.Equals(reference.Member.ContainingType?.OriginalDefinition, type.OriginalDefinition)
            // That it is not disposed yet says nothing of what it holds.
            && reference.Member.Name.IndexOf("dispos", StringComparison.OrdinalIgnoreCase) < 0,
        IInvocationOperation { Instance: IInstanceReferenceOperation } call =>
            SymbolEqualityComparer.Default.Equals(call.TargetMethod.ContainingType?.OriginalDefinition, type.OriginalDefinition),
        _ => false,
    });
}
