using Microsoft.CodeAnalysis;
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
}
