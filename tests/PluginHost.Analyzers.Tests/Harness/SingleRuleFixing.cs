using Microsoft.CodeAnalysis.CodeFixes;
using PluginHost.Analyzers.Rules;

namespace PluginHost.Analyzers.Tests.Harness;

/// <summary>Applies the code fix of one rule by itself; apart, because the oldest compiler is tested without workspaces.</summary>
internal static class SingleRuleFixing
{
    public static Task FixesAsync(
        this LifecycleRule rule, CodeFixProvider fix, string before, string after, string? titleContains = null, IReadOnlyDictionary<string, string>? options = null,
        string usings = Compiled.Usings) =>
        new ConnectionAnalyzer(rule).FixesAsync(fix, before, after, titleContains, options, usings);

    public static Task<string> FixAsync(this LifecycleRule rule, CodeFixProvider fix, string before) => new ConnectionAnalyzer(rule).FixAsync(fix, before);

    public static Task FixesAllAsync(
        this LifecycleRule rule, CodeFixProvider fix, string before, string after, IReadOnlyDictionary<string, string>? options = null, string titleContains = "", int left = 0) =>
        new ConnectionAnalyzer(rule).FixesAllAsync(fix, before, after, options, titleContains, left);

    public static Task OffersNoFixAsync(this LifecycleRule rule, CodeFixProvider fix, string source) => new ConnectionAnalyzer(rule).OffersNoFixAsync(fix, source);

    public static Task OffersOnlyAsync(this LifecycleRule rule, CodeFixProvider fix, string source, params string[] titles) =>
        new ConnectionAnalyzer(rule).OffersOnlyAsync(fix, source, titles);

    public static Task<int> EachFixHoldsAsync(this LifecycleRule rule, CodeFixProvider fix, string source) => new ConnectionAnalyzer(rule).EachFixHoldsAsync(fix, source);
}
