using System.Globalization;
using System.Text.RegularExpressions;
using PluginHost.Lint.Findings;

namespace PluginHost.Lint.Projects;

/// <summary>An error of a build, in the form that MSBuild prints.</summary>
internal static partial class BuildError
{
    /// <returns><see langword="null"/> where a line is no error.</returns>
    public static Finding? Parse(string line)
    {
        var match = Form().Match(line);
        if (!match.Success)
        {
            return null;
        }

        var (row, column) = (Number(match.Groups["line"]), Number(match.Groups["column"]));
        return Finding.At(new Place(match.Groups["file"].Value, row, column, row, column), match.Groups["id"].Value, match.Groups["message"].Value);
    }

    private static int Number(Group group) => group.Success ? int.Parse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture) : 1;

    [GeneratedRegex(@"^\s*(?<file>[^()]+?)(?:\((?<line>\d{1,9}),(?<column>\d{1,9})[^)]*\))?\s*: error (?<id>[A-Z]+\d+): (?<message>.*?)(?: \[[^\[\]]*\])?$")]
    private static partial Regex Form();
}
