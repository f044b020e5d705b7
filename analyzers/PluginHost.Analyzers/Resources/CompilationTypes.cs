using Microsoft.CodeAnalysis;

namespace PluginHost.Analyzers.Resources;

/// <summary>Finds types by metadata name.</summary>
internal static class CompilationTypes
{
    /// <summary>All types of a name: a second definition in some reference must not switch a rule off.</summary>
    public static IEnumerable<INamedTypeSymbol> Find(this Compilation compilation, string metadataName) => compilation.GetTypesByMetadataName(metadataName);
}
