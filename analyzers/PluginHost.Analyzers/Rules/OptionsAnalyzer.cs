using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PluginHost.Analyzers.Options;

namespace PluginHost.Analyzers.Rules;

/// <summary>PH0099 for an option whose value cannot be read: its default stands in its place, and nobody shall wonder why.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OptionsAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(NotAnalysed.Descriptor);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSyntaxTreeAction(Check);
    }

    private static void Check(SyntaxTreeAnalysisContext context)
    {
        var options = context.Options.AnalyzerConfigOptionsProvider.GetOptions(context.Tree);
        foreach (var problem in RuleIdentifiers.All.SelectMany(id => LifecycleOptions.Validate(options, id)).Distinct())
        {
            context.ReportDiagnostic(NotAnalysed.Create(
                Location.Create(context.Tree, new TextSpan(0, 0)), problem.Key, $"its value '{problem.Value}' is not {problem.Expected}; the default is used"));
        }
    }
}
