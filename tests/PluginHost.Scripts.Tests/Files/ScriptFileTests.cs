using PluginHost.Testing;

namespace PluginHost.Scripts.Tests.Files;

public sealed class ScriptFileTests
{
    private const int MostLines = 200;

    public static TheoryData<string> Scripts => [.. Directory.GetFiles(Folder(), "*.cs").Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Script_IsShortAndNamesItsSources(string name)
    {
        var lines = File.ReadAllLines(Path.Combine(Folder(), name));

        Assert.InRange(lines.Length, 1, MostLines - 1);
        var header = string.Concat(lines.TakeWhile(line => line.StartsWith("//", StringComparison.Ordinal)));
        Assert.Contains("Sources:", header, StringComparison.Ordinal);
        Assert.Contains("Nothing was tried on a device.", header, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Script_IsNamedLikeItsDriverAndExplained(string name)
    {
        var id = Path.GetFileNameWithoutExtension(name);

        Assert.Contains($"[DeviceDriver(\"{id}\"", File.ReadAllText(Path.Combine(Folder(), name)), StringComparison.Ordinal);
        Assert.Contains($"## {id}", File.ReadAllText(Path.Combine(Folder(), "README.md")), StringComparison.Ordinal);
    }

    private static string Folder() => Path.Combine(BuiltProgram.RepositoryRoot, "plugins", "scripts");
}
