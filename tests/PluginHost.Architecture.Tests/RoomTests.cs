using System.Text.RegularExpressions;

namespace PluginHost.Architecture.Tests;

public sealed partial class RoomTests
{
    private const int MostLines = 400;

    [Theory]
    [InlineData("host/PluginHost.Runtime", "PluginHost.Runtime")]
    [InlineData("host/PluginHost.Runtime/Plugins", "PluginHost.Runtime.Plugins")]
    [InlineData("host/PluginHost.Lint", "PluginHost.Lint")]
    [InlineData("host/PluginHost", "PluginHost.Server")]
    public void Rooms_SideBySide_NameEachOtherInNoCircle(string folder, string rootNamespace)
    {
        var arrows = SourceTree.Sources(folder)
            .SelectMany(file => Arrows(folder, rootNamespace, file))
            .Where(arrow => arrow.From != arrow.To)
            .ToHashSet();

        Assert.NotEmpty(arrows);
        var circles = arrows.Where(arrow => Reaches(arrows, arrow.To, arrow.From)).Select(arrow => $"{arrow.From} -> {arrow.To}");
        Assert.Empty(circles.Order());
    }

    [Fact]
    public void SourceFile_HasAtMostFourHundredLines()
    {
        var tooLong = new[] { "host", "plugins", "analyzers", "tests" }
            .SelectMany(SourceTree.Sources)
            .Select(file => (File: SourceTree.Relative(file), Lines: File.ReadLines(file).Count()))
            .Where(file => file.Lines > MostLines);

        Assert.Empty(tooLong);
    }

    private static IEnumerable<(string From, string To)> Arrows(string folder, string rootNamespace, string file)
    {
        var inside = Path.GetRelativePath(Path.Combine(SourceTree.Root, folder), file).Replace('\\', '/').Split('/');
        if (inside.Length < 2)
        {
            yield break;
        }

        foreach (Match used in UsingLine().Matches(File.ReadAllText(file)))
        {
            var name = used.Groups[1].Value;
            if (name.StartsWith(rootNamespace + ".", StringComparison.Ordinal))
            {
                yield return (inside[0], name[(rootNamespace.Length + 1)..].Split('.')[0]);
            }
        }
    }

    private static bool Reaches(HashSet<(string From, string To)> arrows, string from, string to)
    {
        var seen = new HashSet<string> { from };
        var next = new Queue<string>(seen);
        while (next.TryDequeue(out var room))
        {
            if (room == to)
            {
                return true;
            }

            foreach (var arrow in arrows.Where(arrow => arrow.From == room && seen.Add(arrow.To)))
            {
                next.Enqueue(arrow.To);
            }
        }

        return false;
    }

    [GeneratedRegex(@"^using (?:static )?([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex UsingLine();
}
