using System.Globalization;

namespace PluginHost.Analyzers.Benchmark;

/// <summary>What the command line asks for.</summary>
internal sealed record Settings(int Lines, int Runs, IReadOnlyList<string> Only, bool Details)
{
    /// <summary>Reads the arguments; <see langword="null"/> where they are none of ours.</summary>
    public static Settings? Parse(string[] args)
    {
        var (lines, runs, details, only) = (60_000, 7, false, new List<string>());
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--lines" when Number(i + 1) is { } number:
                    lines = number;
                    i++;
                    break;
                case "--runs" when Number(i + 1) is { } number:
                    runs = number;
                    i++;
                    break;
                case "--only" when i + 1 < args.Length && Measuring.AnalyzerSet.All.Any(set => set.Name == args[i + 1]):
                    only.Add(args[++i]);
                    break;
                case "--details":
                    details = true;
                    break;
                default:
                    return null;
            }
        }

        return new Settings(lines, runs, only, details);

        int? Number(int at) =>
            at < args.Length && int.TryParse(args[at], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : null;
    }
}
