using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PluginHost.Analyzers.Lifecycle;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Resources;

namespace PluginHost.Analyzers.Rules;

/// <summary>The rules that follow connections along the paths of a method and through the methods of a type.</summary>
internal sealed class ConnectionLifecycleRule : LifecycleRule
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(
        DroppedConnection.Descriptor, UnclosedConnections.AfterFailedStep, UnclosedConnections.ShutDownOnly, UnclosedConnections.NotOnEveryPath, UnclosedConnections.GivenNotClosed, NeverClosedField.Descriptor, NotAnalysed.Descriptor);

    public ConnectionLifecycleRule()
        : base(RuleIdentifiers.DroppedConnection)
    {
    }

    public override void Begin(RuleStart start, LifecycleContext context) =>
        start.EachType(blocks => new Examination(new TypeModel(context, blocks), context.Types));

    private static void Analyse(TypeModel model, ResourceTypes types, SymbolAnalysisContext end)
    {
        var members = model.Follow(end.CancellationToken);
        if (members.Count == 0)
        {
            return;
        }

        var analysis = new TypeAnalysis(model, members, new FieldOwnership(types, model.Type, members, model.IsKnownWhole), end.CancellationToken);
        var reported = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var found = new List<(Member Member, LeakFinder Leaks, DroppedConnection Dropped)>();
        foreach (var member in analysis.Members.Where(member => member.Steps.Acquires || member.Steps.WritesFields || member.Steps.Connects || member is { IsConstruction: true, IsInitializer: false }))
        {
            var (dropped, leaks) = (new DroppedConnection(member, analysis.Ownership), new LeakFinder(member, analysis));
            if (!analysis.Run(member, dropped, leaks))
            {
                model.Skip(member.Owner, member.Steps.Graph.OriginalOperation, "it has too many resources or paths");
                continue;
            }

            found.Add((member, leaks, dropped));
            foreach (var (step, field) in dropped.Found)
            {
                reported.Add(field);
                end.ReportDiagnostic(Diagnostic.Create(DroppedConnection.Descriptor, step.Operation.Syntax.GetLocation(), field.Name, DroppedConnection.Describe(step)));
            }
        }

        // What is dropped is told of already, whichever member does it.
        foreach (var diagnostic in found.SelectMany(one => new UnclosedConnections(one.Member, analysis, one.Leaks, one.Dropped, reported).Report()))
        {
            end.ReportDiagnostic(diagnostic);
        }

        foreach (var diagnostic in NeverClosedField.Report(model.Type, analysis, types, reported))
        {
            end.ReportDiagnostic(diagnostic);
        }
    }

    private sealed class Examination(TypeModel model, ResourceTypes types) : ITypeExamination
    {
        public void Take(CodeBlock body, CancellationToken cancellationToken) => model.Collect(body, cancellationToken);

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
