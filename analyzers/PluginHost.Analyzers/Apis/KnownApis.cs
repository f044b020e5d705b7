using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using PluginHost.Analyzers.Resources;

namespace PluginHost.Analyzers.Apis;

/// <summary>Tells what a method does, by the table of known members.</summary>
internal sealed class KnownApis
{
    private readonly Dictionary<ISymbol, IReadOnlyList<ApiRow>> _rows = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, ApiRole> _roles = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, ConcurrentDictionary<string, ApiRole>> _ofReceivers = new(SymbolEqualityComparer.Default);

    public KnownApis(Compilation compilation)
    {
        foreach (var pair in ApiTable.ByType)
        {
            foreach (var type in compilation.Find(pair.Key))
            {
                _rows[type] = pair.Value;
            }
        }
    }

    /// <summary>What a call of the method on a receiver of that type does.</summary>
    /// <param name="method">The method called.</param>
    /// <param name="receiver">The receiver's own type, where it is more than the method's.</param>
    public ApiRole RoleOf(IMethodSymbol method, ITypeSymbol? receiver = null)
    {
        var declaring = (method.ReducedFrom ?? method).OriginalDefinition;
        if (receiver is not null && !SymbolEqualityComparer.Default.Equals(receiver.OriginalDefinition, declaring.ContainingType))
        {
            var own = _ofReceivers.GetOrAdd(receiver, _ => new ConcurrentDictionary<string, ApiRole>(StringComparer.Ordinal)).GetOrAdd(declaring.Name, name => Find(receiver, name));
            if (own != ApiRole.None)
            {
                return own;
            }
        }

        return _roles.GetOrAdd(declaring, one => Find(one.IsExtensionMethod ? one.Parameters[0].Type : one.ContainingType, one.Name));
    }

    /// <summary>Whether the table has rows for just this type.</summary>
    public bool Knows(ITypeSymbol? type) => type is not null && _rows.ContainsKey(type.OriginalDefinition);

    private static ApiRole Find(IReadOnlyList<ApiRow> rows, string name)
    {
        foreach (var row in rows)
        {
            if (row.Fits(name))
            {
                return row.Role;
            }
        }

        return ApiRole.None;
    }

    private ApiRole Find(ITypeSymbol? type, string name)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (FindDeclared(current, name) is not ApiRole.None and var role)
            {
                return role;
            }
        }

        foreach (var one in type?.AllInterfaces ?? ImmutableArray<INamedTypeSymbol>.Empty)
        {
            if (FindDeclared(one, name) is not ApiRole.None and var role)
            {
                return role;
            }
        }

        return Find(ApiTable.AnyType, name);
    }

    private ApiRole FindDeclared(ITypeSymbol type, string name) =>
        _rows.TryGetValue(type.OriginalDefinition, out var rows) ? Find(rows, name) : ApiRole.None;
}
