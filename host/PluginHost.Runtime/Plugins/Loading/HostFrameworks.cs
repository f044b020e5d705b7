using System.Collections.Frozen;

namespace PluginHost.Runtime.Plugins.Loading;

/// <summary>The shared frameworks that this process runs on, and the assemblies they bring.</summary>
internal static class HostFrameworks
{
    private static readonly string[] Files = FindFiles();

    private static readonly FrozenSet<string> Assemblies =
        Files.Select(file => Path.GetFileNameWithoutExtension(file)).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Such as Microsoft.NETCore.App. Empty in a self-contained host, whose files do not tell their framework.</summary>
    public static FrozenSet<string> Names { get; } =
        Files.Select(NameOf).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether an assembly of this simple name belongs to a framework.</summary>
    public static bool Contains(string assemblyName) => Assemblies.Contains(assemblyName);

    private static string[] FindFiles()
    {
        var trusted = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "";
        return [.. trusted
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(file => !file.StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal))];
    }

    // Laid out as shared/NAME/VERSION/FILE.dll.
    private static string NameOf(string file) =>
        Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(file))) ?? "";
}
