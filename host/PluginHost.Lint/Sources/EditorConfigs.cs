using Microsoft.CodeAnalysis;

namespace PluginHost.Lint.Sources;

/// <summary>The <c>.editorconfig</c> and <c>.globalconfig</c> files that lie beside and above sources, as the SDK finds them.</summary>
internal static class EditorConfigs
{
    private static readonly string[] Names = [".editorconfig", ".globalconfig"];

    public static AnalyzerConfigSet Find(IEnumerable<string> sources)
    {
        var files = sources
            .SelectMany(FoldersOf)
            .Distinct(StringComparer.Ordinal)
            .SelectMany(folder => Names.Select(name => Path.Combine(folder, name)))
            .Where(File.Exists);
        return AnalyzerConfigSet.Create(files.Select(file => AnalyzerConfig.Parse(File.ReadAllText(file), file)).ToList());
    }

    private static IEnumerable<string> FoldersOf(string source)
    {
        for (var folder = Path.GetDirectoryName(source); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            yield return folder;
        }
    }
}
