using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PluginHost.Analyzers.Yardstick;

/// <summary>Does what no rule over operations can do without: asks for every operation of every body, and finds nothing.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WalkingAnalyzer : DiagnosticAnalyzer
{
    // A hidden one would not even be asked by the compiler.
    private static readonly DiagnosticDescriptor Nothing = new(
        "YARD001", "A body without operations", "This body has no operations", "Yardstick", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Nothing);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterOperationBlockAction(Walk);
    }

    private static void Walk(OperationBlockAnalysisContext context)
    {
        var count = 0;
        var open = new Stack<IOperation>();
        foreach (var block in context.OperationBlocks)
        {
            open.Push(block);
        }

        while (open.Count > 0)
        {
            count++;
            foreach (var child in open.Pop().ChildOperations)
            {
                open.Push(child);
            }
        }

        if (count == 0)
        {
            context.ReportDiagnostic(Diagnostic.Create(Nothing, context.OwningSymbol.Locations[0]));
        }
    }
}
