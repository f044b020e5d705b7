namespace PluginHost.Lint.Findings;

/// <summary>What a run found.</summary>
/// <param name="Findings">Sorted, each once.</param>
/// <param name="Files">The source files that were read.</param>
/// <param name="Failures">What kept a project from being looked at, one line each.</param>
public sealed record LintResult(IReadOnlyList<Finding> Findings, IReadOnlyList<string> Files, IReadOnlyList<string> Failures)
{
    /// <summary>Several as one.</summary>
    public static LintResult Merge(IReadOnlyCollection<LintResult> results) => new(
        results.SelectMany(result => result.Findings).Sorted(),
        [.. results.SelectMany(result => result.Files).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        [.. results.SelectMany(result => result.Failures).Distinct(StringComparer.Ordinal)]);
}
