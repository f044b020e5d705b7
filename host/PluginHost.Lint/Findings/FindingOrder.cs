namespace PluginHost.Lint.Findings;

/// <summary>By file, place and rule, each once.</summary>
internal static class FindingOrder
{
    public static IReadOnlyList<Finding> Sorted(this IEnumerable<Finding> findings) =>
    [
        .. findings
            .DistinctBy(finding => (finding.Id, finding.Message, finding.Place, finding.IsSuppressed))
            .OrderBy(finding => finding.File, StringComparer.Ordinal)
            .ThenBy(finding => finding.Line)
            .ThenBy(finding => finding.Column)
            .ThenBy(finding => finding.Id, StringComparer.Ordinal),
    ];
}
