using System.Text.RegularExpressions;

namespace PluginHost.Incident.Tests.Gallery;

/// <summary>Writes the exhibits into a page behind their marks: a page that is written by hand otherwise.</summary>
internal static partial class IncidentPage
{
    public static IEnumerable<Exhibit> ExhibitsOf(string page) =>
        Block().Matches(page).Select(block => new Exhibit(block.Groups[2].Value, block.Groups[3].Value));

    public static string WriteInto(string page) => Block().Replace(
        page, block => $"{block.Groups[1].Value}```csharp\n{new Exhibit(block.Groups[2].Value, block.Groups[3].Value).Shown}```\n");

    [GeneratedRegex(@"(<!-- gallery: (\w+)/(Before|After) -->\n)```csharp\n.*?```\n", RegexOptions.Singleline)]
    private static partial Regex Block();
}
