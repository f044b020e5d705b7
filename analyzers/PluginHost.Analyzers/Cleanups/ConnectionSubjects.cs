using Microsoft.CodeAnalysis;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Resources;

namespace PluginHost.Analyzers.Cleanups;

/// <summary>Tells values that are a connection, or stand on one, from other things that can be closed.</summary>
internal sealed class ConnectionSubjects(ResourceTypes types)
{
    private readonly StreamOrigins _streams = new(types);

    /// <summary>Whether closing this value closes a connection.</summary>
    public bool IsConnection(IOperation value)
    {
        var meant = value.Unwrap();
        return IsConnection(meant.Type)
            || (types.IsWrapper(meant.Type) && _streams.StandsOnConnection(meant))
            || (IsAnything(meant.Type) && meant.NamedSymbol() is { } symbol && ClosingWords.Connections.Contains(Words.Of(symbol.Name).LastOrDefault() ?? ""));
    }

    /// <summary>Whether any value of the type is a connection.</summary>
    public bool IsConnection(ITypeSymbol? type) => types.KindOf(type) switch
    {
        ResourceKind.Connection or ResourceKind.User => true,
        ResourceKind.Lent => type!.AllInterfaces.Any(one => one.Name == "IAsyncDisposable"),
        ResourceKind.Scope or ResourceKind.OnConnection => false,
        _ => SoundsLikeConnection(type) || IsExchange(type),
    };

    /// <summary>Whether a value of the type is a connection or may stand on one.</summary>
    public bool MayBeConnection(ITypeSymbol type) => IsConnection(type) || types.IsWrapper(type);

    /// <summary>A type without source, or whose fields say nothing, is known by its name.</summary>
    private static bool SoundsLikeConnection(ITypeSymbol? type)
    {
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Interface } named || IsOfFramework(named))
        {
            return false;
        }

        var words = Words.Of(named.Name);
        var last = words.Count - 1;
        while (last > 0 && ClosingWords.Endings.Contains(words[last]))
        {
            last--;
        }

        return words.Count > 0 && (words.Any(ClosingWords.Connections.Contains) || ClosingWords.Peers.Contains(words[last]));
    }

    /// <summary>One exchange on a connection that somebody else owns; to end it lets that one go.</summary>
    private static bool IsExchange(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current is { Name: "HttpListenerResponse" or "WebRequest", ContainingNamespace: { Name: "Net", ContainingNamespace.Name: "System" } })
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOfFramework(INamedTypeSymbol type)
    {
        var space = type.ContainingNamespace;
        while (space is { ContainingNamespace.IsGlobalNamespace: false })
        {
            space = space.ContainingNamespace;
        }

        return space?.Name == "System";
    }

    /// <summary>A type that says nothing of what it holds.</summary>
    private static bool IsAnything(ITypeSymbol? type) => type is { SpecialType: SpecialType.System_IDisposable or SpecialType.System_Object } or { Name: "IAsyncDisposable" };
}
