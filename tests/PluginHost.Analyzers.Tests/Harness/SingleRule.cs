using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using PluginHost.Analyzers.Rules;

namespace PluginHost.Analyzers.Tests.Harness;

/// <summary>Runs one rule by itself, as an analyzer: what others say of the same source does not disturb.</summary>
internal static class SingleRule
{
    public static Task<IReadOnlyList<Diagnostic>> RunAsync(this LifecycleRule rule, CSharpCompilation compilation, IReadOnlyDictionary<string, string>? options = null) =>
        new ConnectionAnalyzer(rule).RunAsync(compilation, options);

    public static Task<IReadOnlyList<Diagnostic>> ReportsAsync(
        this LifecycleRule rule, string ruleId, string marked, IReadOnlyDictionary<string, string>? options = null, OutputKind kind = OutputKind.DynamicallyLinkedLibrary) =>
        new ConnectionAnalyzer(rule).ReportsAsync(ruleId, marked, options, kind);

    public static Task FixesAsync(
        this LifecycleRule rule, CodeFixProvider fix, string before, string after, string? titleContains = null, IReadOnlyDictionary<string, string>? options = null,
        string usings = Compiled.Usings) =>
        new ConnectionAnalyzer(rule).FixesAsync(fix, before, after, titleContains, options, usings);

    public static Task<string> FixAsync(this LifecycleRule rule, CodeFixProvider fix, string before) => new ConnectionAnalyzer(rule).FixAsync(fix, before);

    public static Task FixesAllAsync(
        this LifecycleRule rule, CodeFixProvider fix, string before, string after, IReadOnlyDictionary<string, string>? options = null, string titleContains = "") =>
        new ConnectionAnalyzer(rule).FixesAllAsync(fix, before, after, options, titleContains);

    public static Task OffersNoFixAsync(this LifecycleRule rule, CodeFixProvider fix, string source) => new ConnectionAnalyzer(rule).OffersNoFixAsync(fix, source);

    public static Task OffersOnlyAsync(this LifecycleRule rule, CodeFixProvider fix, string source, params string[] titles) =>
        new ConnectionAnalyzer(rule).OffersOnlyAsync(fix, source, titles);
}
