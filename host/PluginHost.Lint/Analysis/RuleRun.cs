using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PluginHost.Lint.Findings;
using PluginHost.Lint.Rules;

namespace PluginHost.Lint.Analysis;

/// <summary>Runs rules over a compilation.</summary>
internal static class RuleRun
{
    /// <summary>What the rules found, what they did not look at, and what does not compile; suppressed findings are marked.</summary>
    public static async Task<IReadOnlyList<Finding>> RunAsync(
        Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, AnalyzerConfigOptionsProvider options, CancellationToken cancellation)
    {
        var setup = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([], options),
            onAnalyzerException: null,
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: true);
        var rules = analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(rule => rule.Id).Append(LifecycleRules.AnalyzerFailed).ToHashSet();
        var all = await compilation.WithAnalyzers(analyzers, setup).GetAllDiagnosticsAsync(cancellation).ConfigureAwait(false);
        return all.Where(one => rules.Contains(one.Id) || one.Severity == DiagnosticSeverity.Error).Select(Finding.Of).Sorted();
    }
}
