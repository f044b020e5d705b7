using System.Globalization;

namespace PluginHost.Analyzers.Benchmark.Measuring;

/// <summary>Writes the figures as a table that a document can take over.</summary>
internal static class Report
{
    private const int MostDetails = 12;

    public static void Write(TextWriter to, IReadOnlyList<AnalyzerSet> sets, IReadOnlyDictionary<string, List<Measurement>> runs, bool details)
    {
        to.WriteLine();
        to.WriteLine("| set | in analyzers, s | of the walk | of the rules | added processor time, s | of the walk | of the rules | peak, MB | findings | ended |");
        to.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |");
        foreach (var set in sets)
        {
            var all = runs[set.Name];
            var (time, added) = (Time(set.Name), Added(set.Name));
            to.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {set.Title} | {time:0.00} | {Ratio(time, Time("walk"))} | {Ratio(time, Time("rules"))} | {added:0.0} | {Ratio(added, Added("walk"))} | {Ratio(added, Added("rules"))} | {all.Min(run => run.PeakBytes) / 1e6:0} | {all[0].Findings} | {Ending(all)} |"));
        }

        if (runs.TryGetValue("baseline", out var alone))
        {
            to.WriteLine();
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"The compiler alone takes {alone.Min(run => run.Processor):0.0} to {alone.Max(run => run.Processor):0.0} s of processor time."));
        }

        foreach (var set in details ? sets.Where(set => runs[set.Name][0].Analyzers.Count > 0) : [])
        {
            to.WriteLine();
            to.WriteLine(set.Title + ":");
            foreach (var (name, seconds) in runs[set.Name].MinBy(run => run.InAnalyzers)!.Analyzers.OrderByDescending(one => one.Value).Take(MostDetails))
            {
                to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {seconds,8:0.000} s  {name}"));
            }
        }

        double? Time(string name) => runs.TryGetValue(name, out var all) ? all.Min(run => run.InAnalyzers) : null;

        // The compiler makes the operations for the first analyzer that asks, and counts that for none.
        double? Added(string name) =>
            name != "baseline" && runs.TryGetValue(name, out var all) && runs.TryGetValue("baseline", out var none) ? all.Min(run => run.Processor) - none.Min(run => run.Processor) : null;
    }

    private static string Ratio(double? time, double? of) => time is not > 0 || of is not > 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{time / of:0.00} ×");

    private static string Ending(List<Measurement> runs) => (runs.Count(run => run.ExitCode != 0), runs.Sum(run => run.Failed)) switch
    {
        (0, 0) => "well",
        (0, var failed) => $"with {failed} failures of analyzers",
        (var crashed, _) => $"{crashed} of {runs.Count} crashed (exit {runs.First(run => run.ExitCode != 0).ExitCode})",
    };
}
