using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Apis;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Ownership;

namespace PluginHost.Analyzers.Flow;

/// <summary>Knows the properties that only stand before a field: to read one is to read the field, to write one is to write it.</summary>
internal sealed class BackedProperties(SourceBodies bodies, KnownApis apis)
{
    private readonly ConcurrentDictionary<IPropertySymbol, IFieldSymbol?> _fields = new(SymbolEqualityComparer.Default);

    /// <summary>The field of the same object that a reference to a property of the object stands for.</summary>
    public IFieldSymbol? FieldOf(IOperation reference, INamedTypeSymbol? type, CancellationToken cancellationToken) =>
        reference is IPropertyReferenceOperation { Property: { IsIndexer: false, IsVirtual: false, IsOverride: false, IsAbstract: false } property } read
        && SymbolEqualityComparer.Default.Equals(property.ContainingType?.OriginalDefinition, type?.OriginalDefinition)
        && (property.IsStatic || read.Instance?.Unwrap() is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance })
            ? FieldOf(property, cancellationToken)
            : null;

    private IFieldSymbol? FieldOf(IPropertySymbol property, CancellationToken cancellationToken)
    {
        property = property.OriginalDefinition;
        return _fields.TryGetValue(property, out var known) ? known : _fields.GetOrAdd(property, Read(property, cancellationToken));
    }

    private IFieldSymbol? Read(IPropertySymbol property, CancellationToken cancellationToken)
    {
        if (property.GetMethod is not { } getter || Shown(bodies.Of(getter, cancellationToken)) is not { } field)
        {
            return null;
        }

        return property.SetMethod is not { } setter || (bodies.Of(setter, cancellationToken) is { } body && OnlySets(body, field)) ? field : null;
    }

    /// <summary>The field that a getter returns and does nothing more.</summary>
    private static IFieldSymbol? Shown(IOperation? getter)
    {
        var body = getter switch
        {
            IMethodBodyOperation method => method.BlockBody ?? method.ExpressionBody,
            IBlockOperation block => block,
            _ => null,
        };
        return body is { Operations: { Length: 1 } only } && only[0] is IReturnOperation { ReturnedValue: { } shown } && shown.Unwrap() is IFieldReferenceOperation { Field: var field } ? field : null;
    }

    /// <summary>Whether a setter does no more with the field than to set it; who is told of it does not matter.</summary>
    private bool OnlySets(IOperation body, IFieldSymbol field)
    {
        var sets = false;
        foreach (var operation in body.DescendantsAndSelf())
        {
            switch (operation)
            {
                case ISimpleAssignmentOperation { Target: IFieldReferenceOperation { Field: var target }, Value: var value } when Is(target, field):
                    if (value.Unwrap() is not IParameterReferenceOperation)
                    {
                        return false;
                    }

                    sets = true;
                    break;
                case IArgumentOperation { Parameter.RefKind: RefKind.Ref, Value: IFieldReferenceOperation { Field: var given }, Parent: IInvocationOperation { TargetMethod.Name: var name } } when Is(given, field):
                    // MVVM's SetProperty(ref _field, value).
                    sets = name.StartsWith("Set", StringComparison.Ordinal);
                    break;
                case IInvocationOperation call when Cleanup.Target(apis, call) is not null || IsOwnWork(call):
                case IUsingOperation or IVariableDeclaratorOperation:
                    return false;
            }
        }

        return sets;
    }

    private static bool Is(ISymbol one, ISymbol other) => SymbolEqualityComparer.Default.Equals(one.OriginalDefinition, other);

    /// <summary>A method of the object may close what the field held, unless its name says that it only tells of the change.</summary>
    private static bool IsOwnWork(IInvocationOperation call) => call.Instance is null or IInstanceReferenceOperation
        && call.TargetMethod.MethodKind == MethodKind.Ordinary
        && call.TargetMethod.Name is not ("ReferenceEquals" or "Equals")
        && !new[] { "On", "Raise", "Notify", "Set" }.Any(name => new ApiRow(name, ApiRole.None).Fits(call.TargetMethod.Name));
}
