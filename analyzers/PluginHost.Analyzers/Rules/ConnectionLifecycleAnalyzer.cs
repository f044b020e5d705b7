using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PluginHost.Analyzers.Flow;
using PluginHost.Analyzers.Lifecycle;
using PluginHost.Analyzers.Options;
using PluginHost.Analyzers.Resources;

namespace PluginHost.Analyzers.Rules;

/// <summary>The rules that follow connections along the paths of a method and through the methods of a type.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConnectionLifecycleAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        DroppedConnection.Descriptor, UnclosedConnections.AfterFailedStep, UnclosedConnections.ShutDownOnly, UnclosedConnections.NotOnEveryPath, NeverClosedField.Descriptor, NotAnalysed.Descriptor);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.RegisterCompilationStartAction(Start);
    }

    private static void Start(CompilationStartAnalysisContext start)
    {
        var provider = start.Options.AnalyzerConfigOptionsProvider;
        var options = new LifecycleOptions(
            start.Compilation.SyntaxTrees.FirstOrDefault() is { } first ? provider.GetOptions(first) : provider.GlobalOptions, RuleIdentifiers.DroppedConnection);
        var types = ResourceTypes.Create(start.Compilation, options.Names(OptionNames.AdditionalResourceTypes), options.Names(OptionNames.ExcludedResourceTypes));
        if (!types.Any)
        {
            return;
        }

        var isHost = provider.GlobalOptions.TryGetValue(OptionNames.HostMode, out var mode) && mode == "true";
        var context = new LifecycleContext(start.Compilation, types, options);
        start.RegisterSymbolStartAction(
            symbol =>
            {
                var model = new TypeModel(context, (INamedTypeSymbol)symbol.Symbol);
                symbol.RegisterOperationBlockAction(block =>
                {
                    if (isHost || !block.IsGeneratedCode)
                    {
                        Collect(model, block);
                    }
                });
                symbol.RegisterSymbolEndAction(end => Report(model, types, end));
            },
            SymbolKind.NamedType);
    }

    private static void Collect(TypeModel model, OperationBlockAnalysisContext block)
    {
        try
        {
            model.Collect(block);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // An analyzer that throws is switched off for the whole build: one method less is the smaller loss.
            model.Skip(block.OwningSymbol, block.OperationBlocks[0], $"the rules failed on it ({error.GetType().Name}: {error.Message})");
        }
    }

    private static void Report(TypeModel model, ResourceTypes types, SymbolAnalysisContext end)
    {
        try
        {
            Analyse(model, types, end);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            end.ReportDiagnostic(NotAnalysed.Create(model.Type.Locations[0], model.Type.Name, $"the rules failed on it ({error.GetType().Name}: {error.Message})"));
        }

        foreach (var (location, name, reason) in model.NotAnalysed)
        {
            end.ReportDiagnostic(NotAnalysed.Create(location, name, reason));
        }
    }

    private static void Analyse(TypeModel model, ResourceTypes types, SymbolAnalysisContext end)
    {
        var members = model.Members;
        if (members.Count == 0)
        {
            return;
        }

        var analysis = new TypeAnalysis(model, new FieldOwnership(types, members), end.CancellationToken);
        var reported = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var analysed = new List<Member>();
        foreach (var member in analysis.Members)
        {
            var dropped = new DroppedConnection(member, analysis.Ownership);
            if (!analysis.Run(member, dropped))
            {
                model.Skip(member.Owner, member.Steps.Graph.OriginalOperation, "it has too many resources or paths");
                continue;
            }

            analysed.Add(member);
            foreach (var (step, field) in dropped.Found)
            {
                reported.Add(field);
                end.ReportDiagnostic(Diagnostic.Create(DroppedConnection.Descriptor, step.Operation.Syntax.GetLocation(), field.Name, DroppedConnection.Describe(step)));
            }
        }

        foreach (var member in analysed.Where(member => member.Steps.All.Any(step => step.Kind == StepKind.Acquire)))
        {
            var leaks = new LeakFinder(member, analysis);
            analysis.Run(member, leaks);
            foreach (var diagnostic in new UnclosedConnections(member, analysis, leaks, reported).Report())
            {
                end.ReportDiagnostic(diagnostic);
            }
        }

        foreach (var field in NeverClosedField.In(model.Type, analysis, types).Where(field => !reported.Contains(field)))
        {
            end.ReportDiagnostic(Diagnostic.Create(NeverClosedField.Descriptor, field.Locations[0], field.Name));
        }
    }
}
