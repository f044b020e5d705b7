using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PluginHost.Analyzers.Flow;
using PluginHost.Analyzers.Lifecycle;
using PluginHost.Analyzers.Resources;

namespace PluginHost.Analyzers.Rules;

/// <summary>The rules that follow connections along the paths of a method and through the methods of a type.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConnectionLifecycleAnalyzer : LifecycleAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        DroppedConnection.Descriptor, UnclosedConnections.AfterFailedStep, UnclosedConnections.ShutDownOnly, UnclosedConnections.NotOnEveryPath, NeverClosedField.Descriptor, NotAnalysed.Descriptor);

    /// <summary>Made by the compiler.</summary>
    public ConnectionLifecycleAnalyzer()
        : base(RuleIdentifiers.DroppedConnection)
    {
    }

    private protected override void Begin(CompilationStartAnalysisContext start, LifecycleContext context) =>
        EachType(start, context, type => new Examination(new TypeModel(context, type), context.Types));

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

        foreach (var diagnostic in NeverClosedField.Report(model.Type, analysis, types, reported))
        {
            end.ReportDiagnostic(diagnostic);
        }
    }

    private sealed class Examination(TypeModel model, ResourceTypes types) : ITypeExamination
    {
        public void Take(OperationBlockAnalysisContext block) => model.Collect(block);

        public void End(SymbolAnalysisContext end)
        {
            Analyse(model, types, end);
            foreach (var (location, name, reason) in model.NotAnalysed)
            {
                end.ReportDiagnostic(NotAnalysed.Create(location, name, reason));
            }
        }
    }
}
