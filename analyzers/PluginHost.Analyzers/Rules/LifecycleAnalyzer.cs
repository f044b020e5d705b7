using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PluginHost.Analyzers.Options;
using PluginHost.Analyzers.Resources;

namespace PluginHost.Analyzers.Rules;

/// <summary>What every analyzer of these rules begins with: options, the resource types of the compilation, the host's mode.</summary>
public abstract class LifecycleAnalyzer : DiagnosticAnalyzer
{
    private readonly string _ruleId;

    /// <param name="ruleId">The rule whose options are read.</param>
    private protected LifecycleAnalyzer(string ruleId) => _ruleId = ruleId;

    /// <inheritdoc/>
    public sealed override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(Start);
    }

    /// <summary>Takes up the work for one compilation that knows connections.</summary>
    private protected abstract void Begin(CompilationStartAnalysisContext start, LifecycleContext context);

    /// <summary>Has each type looked at: its bodies as they come, the whole of it when all have come.</summary>
    private protected static void EachType(CompilationStartAnalysisContext start, LifecycleContext context, Func<INamedTypeSymbol, ITypeExamination> begin) =>
        start.RegisterSymbolStartAction(
            symbol =>
            {
                var type = (INamedTypeSymbol)symbol.Symbol;
                var examination = begin(type);
                symbol.RegisterOperationBlockAction(block =>
                {
                    if (context.IsHost || !block.IsGeneratedCode)
                    {
                        Guard(() => examination.Take(block), block.ReportDiagnostic, block.OwningSymbol, block.OperationBlocks[0]);
                    }
                });
                symbol.RegisterSymbolEndAction(end => Guard(() => examination.End(end), end.ReportDiagnostic, type, null));
            },
            SymbolKind.NamedType);

    /// <summary>Has each operation of some kinds looked at, by itself.</summary>
    private protected static void EachOperation(
        CompilationStartAnalysisContext start, LifecycleContext context, Action<OperationAnalysisContext> examine, params OperationKind[] kinds) =>
        start.RegisterOperationAction(
            operation =>
            {
                if (context.IsHost || !operation.IsGeneratedCode)
                {
                    Guard(() => examine(operation), operation.ReportDiagnostic, operation.ContainingSymbol, operation.Operation);
                }
            },
            kinds);

    private static void Guard(Action work, Action<Diagnostic> report, ISymbol subject, IOperation? place)
    {
        try
        {
            work();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // An analyzer that throws is switched off for the whole build: one method less is the smaller loss.
            report(NotAnalysed.Create(place?.Syntax.GetLocation() ?? subject.Locations[0], subject.Name, $"the rules failed on it ({error.GetType().Name}: {error.Message})"));
        }
    }

    private void Start(CompilationStartAnalysisContext start)
    {
        var provider = start.Options.AnalyzerConfigOptionsProvider;
        var options = new LifecycleOptions(start.Compilation.SyntaxTrees.FirstOrDefault() is { } first ? provider.GetOptions(first) : provider.GlobalOptions, _ruleId);
        var types = ResourceTypes.Create(start.Compilation, options.Names(OptionNames.AdditionalResourceTypes), options.Names(OptionNames.ExcludedResourceTypes));
        if (types.Any)
        {
            Begin(start, new LifecycleContext(start.Compilation, types, options, provider));
        }
    }
}
