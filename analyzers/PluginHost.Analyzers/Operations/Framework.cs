using Microsoft.CodeAnalysis;

namespace PluginHost.Analyzers.Operations;

/// <summary>Tells what belongs to the framework.</summary>
internal static class Framework
{
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
