using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PluginHost.Lint.Compiling;

/// <summary>What a driver compiles against: the framework and the contract, from <c>refs/</c> beside the program.</summary>
public static class ReferenceAssemblies
{
    private static readonly Lazy<ImmutableArray<MetadataReference>> Loaded = new(Load);

    /// <summary>The references, read once.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder is not there.</exception>
    public static ImmutableArray<MetadataReference> All => Loaded.Value;

    private static ImmutableArray<MetadataReference> Load() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "refs"), "*.dll")
            .Order(StringComparer.Ordinal)
            .Select(file => MetadataReference.CreateFromFile(file)),
    ];
}
