using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.DriverCode;

/// <summary>Finds the types of a driver's own that a call is about.</summary>
internal sealed class OwnTypes(IAssemblySymbol assembly)
{
    private const int MostNested = 4;

    /// <summary>A type of its own among type arguments, <c>typeof</c> and the arguments that hold a value; <see langword="null"/> if there is none.</summary>
    public ITypeSymbol? In(IMethodSymbol method, IEnumerable<IArgumentOperation> arguments) =>
        method.TypeArguments.Concat(method.ContainingType.TypeArguments).Select(type => Own(type, 0)).FirstOrDefault(type => type is not null)
        ?? arguments.Select(argument => Of(argument.Value)).FirstOrDefault(type => type is not null);

    /// <summary>An enumeration of its own that is bound, or that what is bound has as a property.</summary>
    public ITypeSymbol? EnumIn(IMethodSymbol method, IEnumerable<IArgumentOperation> arguments) =>
        In(method, arguments) is not { } bound ? null
        : bound.TypeKind == TypeKind.Enum ? bound
        : bound.GetMembers().OfType<IPropertySymbol>().Select(property => Own(property.Type, 0)).FirstOrDefault(type => type is { TypeKind: TypeKind.Enum });

    private ITypeSymbol? Of(IOperation value)
    {
        // Given as object, it is what it was before: only then does its type say what will be looked at.
        var given = value.Unwrap();
        return given is ITypeOfOperation asked ? Own(asked.TypeOperand, 0)
            : value is IConversionOperation { Type.SpecialType: SpecialType.System_Object } && given.Type is { } type ? Own(type, 0)
            : null;
    }

    private ITypeSymbol? Own(ITypeSymbol type, int depth) => depth > MostNested ? null : type switch
    {
        IArrayTypeSymbol array => Own(array.ElementType, depth + 1),
        INamedTypeSymbol { IsAnonymousType: true } => type,
        INamedTypeSymbol named when SymbolEqualityComparer.Default.Equals(named.ContainingAssembly, assembly) => type,
        INamedTypeSymbol named => named.TypeArguments.Select(one => Own(one, depth + 1)).FirstOrDefault(one => one is not null),
        _ => null,
    };
}
