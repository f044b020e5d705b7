using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PluginHost.Lint.Compiling;
using PluginHost.Lint.Findings;

namespace PluginHost.Lint.Analysis;

/// <summary>Runs rules over a compilation.</summary>
internal static class RuleRun
{
    /// <summary>What the rules found, what they did not look at, and what does not compile; suppressed findings are marked.</summary>
    public static async Task<IReadOnlyList<Finding>> RunAsync(
        GeneratedCompilation source, ImmutableArray<DiagnosticAnalyzer> analyzers, AnalyzerConfigOptionsProvider options, CancellationToken cancellation)
    {
        var errors = Task.Run(() => source.Errors(cancellation), cancellation);
        var found = await FindAsync(source, analyzers, options, cancellation).ConfigureAwait(false);
        return found.Concat(await errors.ConfigureAwait(false)).Sorted();
    }

    /// <summary>The same without what does not compile, for one who compiles it anyway.</summary>
    public static async Task<IReadOnlyList<Finding>> FindAsync(
        GeneratedCompilation source, ImmutableArray<DiagnosticAnalyzer> analyzers, AnalyzerConfigOptionsProvider options, CancellationToken cancellation)
    {
        var setup = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([], options),
            onAnalyzerException: null,
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: true);
        var all = await source.Compilation.WithAnalyzers(analyzers, setup).GetAnalyzerDiagnosticsAsync(cancellation).ConfigureAwait(false);

        // Our generators are no driver's author: what they wrote is not his to mend.
        return all.Where(one => one.Location.SourceTree is not { } tree || !source.Made.Contains(tree)).Select(Finding.Of).Sorted();
    }
}
