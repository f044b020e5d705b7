using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PluginHost.Analyzers.Options;
using PluginHost.Analyzers.Resources;

namespace PluginHost.Analyzers.Rules;

/// <summary>Runs all the rules: as one analyzer, so that they share what they find out of a compilation and of each body.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConnectionAnalyzer : DiagnosticAnalyzer
{
    private readonly ImmutableArray<LifecycleRule> _rules;

    /// <summary>With every rule; what the compiler calls.</summary>
    public ConnectionAnalyzer()
        : this(AllRules.Create())
    {
    }

    internal ConnectionAnalyzer(params LifecycleRule[] rules)
    {
        _rules = ImmutableArray.Create(rules);
        SupportedDiagnostics = ImmutableArray.CreateRange(rules.SelectMany(rule => rule.SupportedDiagnostics).Append(NotAnalysed.Descriptor).Distinct());
    }

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(Start);
    }

    private void Start(CompilationStartAnalysisContext context)
    {
        var provider = context.Options.AnalyzerConfigOptionsProvider;
        var merged = new MergedOptions(provider, context.Compilation.SyntaxTrees);
        var start = new RuleStart(context.Compilation);
        var isHost = false;
        foreach (var alike in _rules.GroupBy(rule => Names(new LifecycleOptions(merged, rule.RuleId))))
        {
            var options = new LifecycleOptions(merged, alike.First().RuleId);
            var types = ResourceTypes.Create(context.Compilation, options.Names(OptionNames.AdditionalResourceTypes), options.Names(OptionNames.ExcludedResourceTypes));
            if (!types.Any)
            {
                continue;
            }

            var known = new LifecycleContext(context.Compilation, types, options, provider);
            isHost = known.IsHost;
            foreach (var rule in alike)
            {
                rule.Begin(start, known);
            }
        }

        start.Register(context, isHost);
    }

    /// <summary>Rules with the same options can share what they know; almost always that is all of them.</summary>
    private static string Names(LifecycleOptions options) =>
        string.Join("\n", OptionNames.OfCompilation.Select(name => string.Join("|", options.Names(name))));
}
