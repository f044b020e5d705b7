using System.Xml.Linq;

namespace PluginHost.Architecture.Tests;

/// <summary>The checkout as files: what refers to what can be read from it without building.</summary>
internal static class SourceTree
{
    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> Projects(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.csproj", SearchOption.AllDirectories);

    public static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !IsMade(file));

    /// <summary>The projects that a project builds against, as paths below the root.</summary>
    public static IReadOnlyList<string> References(string project) =>
    [
        .. XDocument.Load(project).Descendants("ProjectReference")
            .Select(reference => Relative(Path.GetFullPath(reference.Attribute("Include")!.Value, Path.GetDirectoryName(project)!))),
    ];

    /// <summary>The files of others that a project compiles too.</summary>
    public static IEnumerable<string> SharedSources(string project) => XDocument.Load(project).Descendants("Compile")
        .SelectMany(compiled => (compiled.Attribute("Include")?.Value ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
        .Select(file => Path.GetFullPath(file, Path.GetDirectoryName(project)!));

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static bool IsMade(string file) =>
        Relative(file).Split('/') is var parts && (parts.Contains("obj") || parts.Contains("bin"));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "PluginHost.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("PluginHost.sln stands in no folder above the tests.");
        }

        return folder.FullName;
    }
}
