using System.Globalization;
using System.Text.RegularExpressions;

namespace PluginHost.Analyzers.Benchmark.Measuring;

/// <summary>Reads the table that the compiler prints with <c>-reportanalyzer</c>.</summary>
internal static partial class AnalyzerTimes
{
    /// <summary>Seconds by analyzer; those too small for a figure count as nothing.</summary>
    /// <param name="output">What the compiler printed.</param>
    /// <param name="ids">Which rules count; all of them where none is named.</param>
    public static Dictionary<string, double> Read(string output, IReadOnlyList<string> ids)
    {
        var times = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (Match line in Row().Matches(output))
        {
            if (ids.Count > 0 && !ids.Intersect(line.Groups["ids"].Value.Split(", ")).Any())
            {
                continue;
            }

            times[line.Groups["name"].Value] =
                double.TryParse(line.Groups["time"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0;
        }

        return times;
    }

    /// <summary>An analyzer's row has its ids in brackets; an assembly's row has none.</summary>
    [GeneratedRegex(@"^\s*(?<time><?\d+\.\d+)\s+<?\d+\s+(?<name>\S+) \((?<ids>\w+(, \w+)*)\)\s*$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
