using Microsoft.CodeAnalysis;
using PluginHost.Lint.Findings;
using PluginHost.Lint.Gate;
using PluginHost.Lint.Rules;

namespace PluginHost.Lint.Scripts;

/// <summary>Whether a script is let in, in one sentence.</summary>
internal static class Judgement
{
    /// <summary>Why it is refused; <see langword="null"/> where it is not.</summary>
    public static string? Of(Examination examined, GateLevel level)
    {
        var missed = examined.Reasons.Where(reason => !IsError(reason)).ToList();
        var errors = examined.Reasons.Except(missed).ToList();
        if (errors.Count > 0)
        {
            return Refused($"it does not compile: {Tell(errors, "error")}");
        }

        var severity = level == GateLevel.Error ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning;
        var found = examined.Findings.Where(finding => finding.Severity >= severity).ToList();
        return found.Count > 0 ? Refused($"the rules for connections found {Tell(found, "fault")}")
            : missed.Count > 0 ? Refused($"the rules for connections could not look at all of it: {Tell(missed, "place")}")
            : null;
    }

    /// <summary>Whether a reason is of the compiler, not that something was not analysed.</summary>
    public static bool IsError(Finding reason) => reason.Id is not (LifecycleRules.NotAnalysed or LifecycleRules.AnalyzerFailed);

    /// <summary>A reason as a whole sentence.</summary>
    public static string Refused(string reason) => $"The script is refused: {reason}.";

    private static string Tell(IReadOnlyList<Finding> findings, string what)
    {
        var first = findings[0];
        var place = first.Line is { } line ? $"in line {line}: " : "";
        var more = findings.Count switch { 1 => "", 2 => $", and 1 more {what}", var count => $", and {count - 1} more {what}s" };
        return $"{place}{first.Message.TrimEnd('.')} ({first.Id}){more}";
    }
}
