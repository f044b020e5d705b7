using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PluginHost.Analyzers.Lifecycle;
using PluginHost.Analyzers.Options;
using PluginHost.Analyzers.Resources;

namespace PluginHost.Analyzers.Rules;

/// <summary>The rules that follow connections along the paths of a method and through the methods of a type.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConnectionLifecycleAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(DroppedConnection.Descriptor);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext start)
    {
        var types = ResourceTypes.Create(start.Compilation, [], []);
        if (!types.Any)
        {
            return;
        }

        var analysesGenerated = start.Options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue(OptionNames.HostMode, out var mode) && mode == "true";
        var context = new LifecycleContext(start.Compilation, types);
        start.RegisterSymbolStartAction(
            symbol =>
            {
                var model = new TypeModel(context, (INamedTypeSymbol)symbol.Symbol);
                symbol.RegisterOperationBlockAction(block =>
                {
                    if (analysesGenerated || !block.IsGeneratedCode)
                    {
                        model.Collect(block);
                    }
                });
                symbol.RegisterSymbolEndAction(end => Report(model, types, end));
            },
            SymbolKind.NamedType);
    }

    private static void Report(TypeModel model, ResourceTypes types, SymbolAnalysisContext end)
    {
        var members = model.Members;
        if (members.Count == 0)
        {
            return;
        }

        var analysis = new TypeAnalysis(model, new FieldOwnership(types, members), end.CancellationToken);
        foreach (var member in analysis.Members)
        {
            var dropped = new DroppedConnection(member, analysis.Ownership);
            if (!analysis.Run(member, dropped))
            {
                continue;
            }

            foreach (var (step, field) in dropped.Found)
            {
                end.ReportDiagnostic(Diagnostic.Create(DroppedConnection.Descriptor, step.Operation.Syntax.GetLocation(), field.Name, DroppedConnection.Describe(step)));
            }
        }
    }
}
