using PluginHost.Lint.Findings;
using PluginHost.Lint.Rules;

namespace PluginHost.Lint.Reports;

/// <summary>Lines for people and for editors that jump to <c>path:line:col</c>.</summary>
public static class TextReport
{
    /// <summary>Writes it.</summary>
    public static void Write(TextWriter writer, LintReport report)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(report);
        foreach (var file in report.Findings.GroupBy(finding => finding.File))
        {
            foreach (var finding in file)
            {
                writer.WriteLine($"{At(finding.Place)}{finding.Severity.ToName()} {finding.Id}: {finding.Message}");
                foreach (var related in finding.Related)
                {
                    writer.WriteLine($"    see {At(related).TrimEnd(' ', ':')}");
                }
            }

            writer.WriteLine();
        }

        foreach (var missing in report.NotAnalysed)
        {
            writer.WriteLine($"{At(missing.Place)}not analysed: {missing.Message}");
        }

        foreach (var failure in report.Failures)
        {
            writer.WriteLine($"not looked at: {failure}");
        }

        if (report.NotAnalysed.Count + report.Failures.Count > 0)
        {
            writer.WriteLine();
        }

        Summarise(writer, report);
    }

    private static void Summarise(TextWriter writer, LintReport report)
    {
        var kept = (report.Below, report.Suppressed) switch
        {
            (0, 0) => "",
            (var below, 0) => $" ({below} below {report.Severity.ToName()})",
            (0, var suppressed) => $" ({suppressed} suppressed)",
            var (below, suppressed) => $" ({below} below {report.Severity.ToName()}, {suppressed} suppressed)",
        };
        writer.WriteLine($"{Count(report.Files, "file")}, {Count(report.Findings.Count, "finding")}{kept}, {Count(report.NotAnalysed.Count, "method")} not analysed");
        foreach (var (id, count) in report.ByRule)
        {
            writer.WriteLine(LifecycleRules.Rules.TryGetValue(id, out var rule) ? $"  {id} x {count}: {rule.Title} ({rule.HelpLinkUri})" : $"  {id} x {count}");
        }
    }

    private static string At(Place? place) => place is null ? "" : $"{ShownPath.Of(place.File)}:{place.Line}:{place.Column}: ";

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";
}
