using Microsoft.CodeAnalysis;

namespace PluginHost.Analyzers.Resources;

/// <summary>Tells a class that only plays a connection, as tests have them, from one that holds one.</summary>
internal static class StandIns
{
    /// <summary>Whether a source type takes its kind from a base without a handle of its own, and nothing in it could hold one.</summary>
    /// <param name="type">The type.</param>
    /// <param name="tracked">The tracked class or interface that it derives from.</param>
    public static bool Is(ITypeSymbol type, ITypeSymbol tracked)
    {
        if (!tracked.IsAbstract || type.IsAbstract || SymbolEqualityComparer.Default.Equals(type, tracked))
        {
            return false;
        }

        for (var current = type; current is { SpecialType: SpecialType.None } && !SymbolEqualityComparer.Default.Equals(current, tracked); current = current.BaseType)
        {
            if (current.DeclaringSyntaxReferences.IsEmpty || current.GetMembers().Any(MayHold))
            {
                return false;
            }
        }

        return true;
    }

    private static bool MayHold(ISymbol member) => member switch
    {
        IFieldSymbol { IsStatic: false } field => MayHold(field.Type) || ArgumentsOf(field.Type).Any(MayHold),
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => constructor.Parameters.Any(parameter => MayHold(parameter.Type)),
        _ => false,
    };

    private static IEnumerable<ITypeSymbol> ArgumentsOf(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol named => named.TypeArguments,
        IArrayTypeSymbol array => new[] { array.ElementType },
        _ => [],
    };

    private static bool MayHold(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_Object or SpecialType.System_IntPtr or SpecialType.System_UIntPtr or SpecialType.System_IDisposable
        || type.TypeKind is TypeKind.Interface or TypeKind.Error or TypeKind.TypeParameter or TypeKind.Delegate or TypeKind.Dynamic or TypeKind.Pointer or TypeKind.FunctionPointer
        || type.AllInterfaces.Any(one => one.Name is "IDisposable" or "IAsyncDisposable");
}
