using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PluginHost.Analyzers.Tests.Harness;

/// <summary>Runs an analyzer over the source of a test.</summary>
internal static class Analysis
{
    /// <summary>Every finding of an analyzer; a fault inside it fails the test.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> RunAsync(
        this DiagnosticAnalyzer analyzer, CSharpCompilation compilation, IReadOnlyDictionary<string, string>? options = null)
    {
        var faults = new List<string>();
        var setup = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([], new FixedOptions(options ?? ImmutableDictionary<string, string>.Empty)),
            onAnalyzerException: (error, _, _) => faults.Add(error.ToString()),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: false);
        var found = await compilation.WithAnalyzers([analyzer], setup).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        return [.. found.OrderBy(one => one.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(one => one.Location.SourceSpan.Start)];
    }

    /// <summary>Asserts that an analyzer reports one rule at the marked places of a source, and nothing else anywhere.</summary>
    /// <param name="analyzer">The analyzer.</param>
    /// <param name="ruleId">The rule.</param>
    /// <param name="marked">The source, with marks.</param>
    /// <param name="options">Options of <c>.editorconfig</c>.</param>
    /// <param name="kind">What the source is compiled to: a program where it has top-level statements.</param>
    /// <returns>The findings, for a look at their messages.</returns>
    public static async Task<IReadOnlyList<Diagnostic>> ReportsAsync(
        this DiagnosticAnalyzer analyzer, string ruleId, string marked, IReadOnlyDictionary<string, string>? options = null, OutputKind kind = OutputKind.DynamicallyLinkedLibrary)
    {
        var source = MarkedSource.Parse(marked);
        var found = await analyzer.RunAsync(Compiled.From([source.Code], kind).WithoutErrors(), options);
        var expected = source.Expected.Select(span => $"{ruleId} '{source.Code.Substring(span.Start, span.Length)}' at {span}");
        var actual = found.Select(one => $"{one.Id} '{source.Code.Substring(one.Location.SourceSpan.Start, one.Location.SourceSpan.Length)}' at {one.Location.SourceSpan}");
        Assert.True(expected.SequenceEqual(actual), $"expected:\n{string.Join('\n', expected)}\nfound:\n{string.Join('\n', actual)}\n{string.Join('\n', found)}");
        return found;
    }
}
