using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using PluginHost.Analyzers.Options;

namespace PluginHost.Analyzers.Rules;

/// <summary>PH0099 for an option that has no effect: nobody shall wonder why. Once, at the first file that it was meant for.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OptionsAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(NotAnalysed.OptionDescriptor);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationAction(Check);
    }

    private static void Check(CompilationAnalysisContext context)
    {
        var told = new HashSet<OptionProblem>();
        foreach (var tree in context.Compilation.SyntaxTrees)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            foreach (var problem in OptionCheck.Of(context.Options.AnalyzerConfigOptionsProvider.GetOptions(tree), context.Compilation).Where(told.Add))
            {
                context.ReportDiagnostic(Diagnostic.Create(NotAnalysed.OptionDescriptor, Location.Create(tree, new TextSpan(0, 0)), problem.Key, problem.Reason));
            }
        }
    }
}
