using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Background;

/// <summary>The methods, accessors and local functions of one type by their symbol, and what they call of each other.</summary>
internal sealed class TypeFunctions
{
    private readonly Dictionary<ISymbol, TypeFunction> _functions = new(SymbolEqualityComparer.Default);
    private readonly TypeBlocks _blocks;

    public TypeFunctions(TypeBlocks blocks)
    {
        _blocks = blocks;
        foreach (var block in blocks.All)
        {
            if (block.Owner is IMethodSymbol method)
            {
                _functions[method.OriginalDefinition] = new TypeFunction(block.Root, block);
            }

            foreach (var local in block.Has(OperationKind.LocalFunction) ? block.Operations.OfType<ILocalFunctionOperation>() : [])
            {
                if (local.Body is { } body)
                {
                    _functions[local.Symbol] = new TypeFunction(body, block);
                }
            }
        }
    }

    public TypeBlocks Blocks => _blocks;

    /// <summary>The function of the type that an operation runs or names: a call, a method group, a property of one's own.</summary>
    public TypeFunction? Of(IOperation operation) => operation switch
    {
        IInvocationOperation { Instance: null or IInstanceReferenceOperation } call => Of(call.TargetMethod),
        IMethodReferenceOperation { Instance: null or IInstanceReferenceOperation } reference => Of(reference.Method),
        IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation } property =>
            property.Parent is IAssignmentOperation assignment && assignment.Target == property ? Of(property.Property.SetMethod) : Of(property.Property.GetMethod),
        _ => null,
    };

    /// <summary>The function that a delegate runs: a lambda, or a method group of the type itself.</summary>
    public TypeFunction? OfDelegate(IOperation value, CodeBlock block) => value.Unwrap() switch
    {
        IDelegateCreationOperation creation => OfDelegate(creation.Target, block),
        IAnonymousFunctionOperation lambda => new TypeFunction(lambda.Body, block),
        IMethodReferenceOperation reference => Of(reference),
        _ => null,
    };

    private TypeFunction? Of(IMethodSymbol? method) =>
        method is not null && _functions.TryGetValue((method.PartialImplementationPart ?? method).OriginalDefinition, out var found) ? found : null;
}
