using Microsoft.CodeAnalysis;

namespace PluginHost.Analyzers.Operations;

/// <summary>Tells what belongs to the framework.</summary>
internal static class Framework
{
    /// <summary>Whether a type is one of the framework's by its simple name: other people have tasks and threads too.</summary>
    public static bool Is(ITypeSymbol? type, params string[] names) => type is not null && Array.IndexOf(names, type.Name) >= 0 && Has(type);

    /// <summary>Whether a type or member lies in the namespace <c>System</c> or below.</summary>
    public static bool Has(ISymbol symbol)
    {
        var (outermost, current) = ((INamespaceSymbol?)null, symbol.ContainingNamespace);
        while (current is { IsGlobalNamespace: false })
        {
            (outermost, current) = (current, current.ContainingNamespace);
        }

        return outermost?.Name == "System";
    }
}
