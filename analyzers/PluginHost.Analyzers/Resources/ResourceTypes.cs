using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using PluginHost.Analyzers.Declarations;

namespace PluginHost.Analyzers.Resources;

/// <summary>Knows which types of one compilation are resources.</summary>
internal sealed class ResourceTypes
{
    private readonly Dictionary<ISymbol, ResourceKind> _named = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _wrappers = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _inMemory = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ITypeSymbol, ResourceKind> _kinds = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ITypeSymbol, bool> _areWrappers = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ITypeSymbol, bool> _areInMemory = new(SymbolEqualityComparer.Default);
    private readonly UserResources _users;

    private ResourceTypes(Compilation compilation, IEnumerable<string> additional, IEnumerable<string> excluded)
    {
        Add(ResourceTypeNames.Connections, ResourceKind.Connection);
        Add(additional, ResourceKind.Connection);
        Add(ResourceTypeNames.Scopes, ResourceKind.Scope);
        Add(ResourceTypeNames.OnConnections, ResourceKind.OnConnection);
        Add(ResourceTypeNames.Lent, ResourceKind.Lent);
        Add(excluded, ResourceKind.None);
        _wrappers.UnionWith(ResourceTypeNames.Wrappers.SelectMany(compilation.Find));
        _inMemory.UnionWith(ResourceTypeNames.InMemory.SelectMany(compilation.Find));
        HttpResponseMessage = compilation.Find(ResourceTypeNames.HttpResponseMessage).FirstOrDefault();
        CancellationTokenSource = compilation.Find(ResourceTypeNames.CancellationTokenSource).FirstOrDefault();
        _users = new UserResources(Of);

        void Add(IEnumerable<string> names, ResourceKind kind)
        {
            foreach (var type in names.SelectMany(compilation.Find))
            {
                _named[type] = kind;
            }
        }
    }

    /// <summary>Tracked only where its body has not been read: after <c>ResponseHeadersRead</c>.</summary>
    public INamedTypeSymbol? HttpResponseMessage { get; }

    /// <summary>Tracked only where linked or armed with a time.</summary>
    public INamedTypeSymbol? CancellationTokenSource { get; }

    /// <summary>Whether the compilation knows any of them at all.</summary>
    public bool Any => _named.Count > 0;

    public static ResourceTypes Create(Compilation compilation, IEnumerable<string> additional, IEnumerable<string> excluded) =>
        new(compilation, additional, excluded);

    /// <summary>What a type is; a response or a token source alone is <see cref="ResourceKind.None"/>, for that depends on how it was got.</summary>
    public ResourceKind KindOf(ITypeSymbol? type) =>
        type is null or { SpecialType: not SpecialType.None } or { IsValueType: true } ? ResourceKind.None : _kinds.TryGetValue(type, out var known) ? known : _kinds.GetOrAdd(type, Of(type, 0));

    /// <summary>Whether a value of the type holds, or may hold, an open connection: a connection, a user's own, or a stream over one.</summary>
    public bool MayHoldConnection(ITypeSymbol? type) => KindOf(type) is ResourceKind.Connection or ResourceKind.User || IsWrapper(type);

    /// <summary>Whether a member of the type may hold something that has to be closed.</summary>
    public bool MayBeHeldIn(ITypeSymbol? type) =>
        type is { IsReferenceType: true, SpecialType: SpecialType.None } or ITypeParameterSymbol
        && (KindOf(type) is ResourceKind.Connection or ResourceKind.Scope or ResourceKind.OnConnection or ResourceKind.User || IsWrapper(type) || IsTokenSource(type));

    /// <summary>Whether the type is a stream, reader or writer that can stand on a connection.</summary>
    public bool IsWrapper(ITypeSymbol? type) =>
        type is { IsReferenceType: true, SpecialType: SpecialType.None }
        && (_areWrappers.TryGetValue(type, out var known) ? known : _areWrappers.GetOrAdd(type, Reaches(type, _wrappers) && !Reaches(type, _inMemory)));

    /// <summary>Whether the type is a stream, reader or writer that never stands on a connection.</summary>
    public bool IsInMemory(ITypeSymbol? type) => type is not null && (_areInMemory.TryGetValue(type, out var known) ? known : _areInMemory.GetOrAdd(type, Reaches(type, _inMemory)));

    public bool IsTokenSource(ITypeSymbol? type) => CancellationTokenSource is { } source && SymbolEqualityComparer.Default.Equals(source, type);

    private static bool Reaches(ITypeSymbol type, HashSet<ISymbol> wanted)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (wanted.Contains(current.OriginalDefinition))
            {
                return true;
            }
        }

        return type.AllInterfaces.Any(one => wanted.Contains(one.OriginalDefinition));
    }

    private ResourceKind Of(ITypeSymbol type, int depth)
    {
        if (type is { IsValueType: true } or { TypeKind: TypeKind.Error or TypeKind.Enum or TypeKind.Delegate } or { SpecialType: not SpecialType.None })
        {
            return ResourceKind.None;
        }

        for (var current = type; current is not null; current = current.BaseType)
        {
            if (_named.TryGetValue(current.OriginalDefinition, out var kind))
            {
                return StandIns.Is(type, current) ? ResourceKind.None : kind;
            }

            if (Annotations.IsResource(current) is { } isResource)
            {
                return isResource ? ResourceKind.Connection : ResourceKind.None;
            }
        }

        foreach (var one in type.AllInterfaces)
        {
            if (_named.TryGetValue(one.OriginalDefinition, out var kind))
            {
                return kind == ResourceKind.Connection && StandIns.Is(type, one) ? ResourceKind.None : kind;
            }
        }

        if (type is ITypeParameterSymbol parameter)
        {
            return depth > 0 ? ResourceKind.None
                : parameter.ConstraintTypes.Select(one => Of(one, depth + 1)).FirstOrDefault(kind => kind != ResourceKind.None);
        }

        return type is INamedTypeSymbol named && _users.Owns(named, depth) ? ResourceKind.User : ResourceKind.None;
    }
}
