using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace PluginHost.Lint.Compiling;

/// <summary>What a driver compiles against: the framework and the contract, from <c>refs/</c> beside the program.</summary>
public static class ReferenceAssemblies
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "refs");

    private static readonly Lazy<ImmutableArray<MetadataReference>> Loaded = new(
        () => [.. Files.Select(file => MetadataReference.CreateFromFile(file))]);

    /// <summary>The references, read once.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder is not there.</exception>
    public static ImmutableArray<MetadataReference> All => Loaded.Value;

    /// <summary>The files whose versions stand for all of them: the contract, and one of the framework, which comes as a whole.</summary>
    internal static IEnumerable<string> Deciding => Files.Where(file => Path.GetFileName(file) is "PluginHost.Abstractions.dll" or "System.Runtime.dll");

    private static IEnumerable<string> Files => Directory.EnumerateFiles(Folder, "*.dll").Order(StringComparer.Ordinal);

    /// <summary>Whether an assembly of this name is among them, or is the host's own: a driver can have no such name.</summary>
    public static bool IsTaken(string assembly) =>
        assembly.StartsWith("PluginHost", StringComparison.OrdinalIgnoreCase)
        || Files.Any(file => Path.GetFileNameWithoutExtension(file).Equals(assembly, StringComparison.OrdinalIgnoreCase));
}
