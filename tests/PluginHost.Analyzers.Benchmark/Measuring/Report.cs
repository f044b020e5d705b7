using System.Globalization;

namespace PluginHost.Analyzers.Benchmark.Measuring;

/// <summary>Writes the figures as a table that a document can take over.</summary>
internal static class Report
{
    public static void Write(TextWriter to, IReadOnlyList<AnalyzerSet> sets, IReadOnlyDictionary<string, List<Measurement>> runs, bool details)
    {
        var yardstick = runs.TryGetValue("walk", out var walks) ? walks.Min(run => run.InAnalyzers) : (double?)null;
        var rules = runs.TryGetValue("rules", out var ours) ? ours.Min(run => run.InAnalyzers) : (double?)null;
        to.WriteLine();
        to.WriteLine("| set | in analyzers, s | of the walk | of the rules | whole compiler, s of processor | peak, MB | findings | ended |");
        to.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |");
        foreach (var set in sets)
        {
            var all = runs[set.Name];
            var time = all.Min(run => run.InAnalyzers);
            to.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {set.Title} | {time:0.00} | {Ratio(time, yardstick)} | {Ratio(time, rules)} | {all.Min(run => run.Processor):0.0} to {all.Max(run => run.Processor):0.0} | {all.Min(run => run.PeakBytes) / 1e6:0} | {all[0].Findings} | {Ending(all)} |"));
        }

        foreach (var set in details ? sets : [])
        {
            to.WriteLine();
            to.WriteLine(set.Title + ":");
            foreach (var (name, time) in runs[set.Name].MinBy(run => run.InAnalyzers)!.Analyzers.OrderByDescending(one => one.Value))
            {
                to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {time,8:0.000} s  {name}"));
            }
        }
    }

    private static string Ratio(double time, double? of) => time == 0 || of is not > 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{time / of:0.00} ×");

    private static string Ending(List<Measurement> runs) => (runs.Count(run => run.ExitCode != 0), runs.Sum(run => run.Failed)) switch
    {
        (0, 0) => "well",
        (0, var failed) => $"with {failed} failures of analyzers",
        (var crashed, _) => $"{crashed} of {runs.Count} crashed (exit {runs.First(run => run.ExitCode != 0).ExitCode})",
    };
}
