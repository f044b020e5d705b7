using Microsoft.CodeAnalysis;
using PluginHost.Lint.Findings;
using PluginHost.Lint.Rules;

namespace PluginHost.Lint.Reports;

/// <summary>What is told of a result at one severity.</summary>
/// <param name="result">The result.</param>
/// <param name="severity">The lowest severity that is listed and counts.</param>
public sealed class LintReport(LintResult result, DiagnosticSeverity severity)
{
    /// <summary>The lowest severity that is listed and counts.</summary>
    public DiagnosticSeverity Severity { get; } = severity;

    /// <summary>What is at or over the severity and not suppressed.</summary>
    public IReadOnlyList<Finding> Findings { get; } = [.. result.Findings.Where(finding => !finding.IsSuppressed && Counts(finding) && finding.Severity >= severity)];

    /// <summary>What the rules did not look at.</summary>
    public IReadOnlyList<Finding> NotAnalysed { get; } =
        [.. result.Findings.Where(finding => finding.Id is LifecycleRules.NotAnalysed or LifecycleRules.AnalyzerFailed)];

    /// <summary>What kept a project from being looked at.</summary>
    public IReadOnlyList<string> Failures { get; } = result.Failures;

    /// <summary>How many source files were read.</summary>
    public int Files { get; } = result.Files.Count;

    /// <summary>How many findings are below the severity.</summary>
    public int Below { get; } = result.Findings.Count(finding => !finding.IsSuppressed && Counts(finding) && finding.Severity < severity);

    /// <summary>How many findings the source suppresses.</summary>
    public int Suppressed { get; } = result.Findings.Count(finding => finding.IsSuppressed && Counts(finding) && finding.Severity >= severity);

    /// <summary>How many findings each rule has, by id.</summary>
    public IEnumerable<KeyValuePair<string, int>> ByRule => Findings.CountBy(finding => finding.Id).OrderBy(pair => pair.Key, StringComparer.Ordinal);

    /// <summary>Whether nothing was found and everything was looked at that could be.</summary>
    public bool IsClean => Findings.Count == 0 && Failures.Count == 0;

    // What was not analysed is told apart, unless somebody has made it a warning.
    private static bool Counts(Finding finding) =>
        finding.Severity >= (finding.Id == LifecycleRules.NotAnalysed ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info);
}
