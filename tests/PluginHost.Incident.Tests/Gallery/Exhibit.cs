using PluginHost.Testing;

namespace PluginHost.Incident.Tests.Gallery;

/// <summary>One side of a pair, as it stands in its file.</summary>
internal sealed record Exhibit(string Name, string Side)
{
    private const string Begin = "#region shown\n";
    private const string End = "#endregion\n";

    private static string Folder { get; } = Path.Combine(BuiltProgram.RepositoryRoot, "tests", "PluginHost.Incident", "Gallery");

    public static IReadOnlyList<string> Names { get; } = [.. Directory.EnumerateDirectories(Folder).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    public string Source { get; } = File.ReadAllText(Path.Combine(Folder, Name, Side + ".cs"));

    /// <summary>What is shown of it.</summary>
    public string Shown => Source[(Source.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)..Source.IndexOf(End, StringComparison.Ordinal)];
}
