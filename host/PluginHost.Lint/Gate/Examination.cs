using Microsoft.CodeAnalysis;
using PluginHost.Lint.Findings;
using PluginHost.Lint.Rules;

namespace PluginHost.Lint.Gate;

/// <summary>What the gate found in a driver.</summary>
public sealed class Examination
{
    internal Examination(IReadOnlyList<Finding> all)
    {
        Reasons = [.. all.Where(IsReason)];
        Findings = [.. all.Where(finding => !IsReason(finding) && finding.Severity > DiagnosticSeverity.Hidden)];
    }

    /// <summary>The outcome. What was not verified may have findings too.</summary>
    public Verdict Verdict => Reasons.Count > 0 ? Verdict.NotVerified : Findings.Count > 0 ? Verdict.Findings : Verdict.Verified;

    /// <summary>What the rules found, suppressed or not.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>Why it is not verified: what does not compile, was not analysed or took too long.</summary>
    public IReadOnlyList<Finding> Reasons { get; }

    /// <summary>Whether a gate of this severity must not let the driver in.</summary>
    /// <param name="severity">The lowest severity that refuses. What is not verified is refused at any.</param>
    public bool Refuses(DiagnosticSeverity severity) => Reasons.Count > 0 || Findings.Any(finding => finding.Severity >= severity);

    private static bool IsReason(Finding finding) => finding.Id is LifecycleRules.NotAnalysed or LifecycleRules.AnalyzerFailed || !LifecycleRules.IsRule(finding.Id);
}
