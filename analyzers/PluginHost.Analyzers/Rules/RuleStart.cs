using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Rules;

/// <summary>What the rules ask to be shown of one compilation. They are shown the same bodies, so that each is walked once for all of them.</summary>
internal sealed class RuleStart(Compilation compilation)
{
    private readonly List<Func<TypeBlocks, ITypeExamination>> _types = [];
    private readonly List<Action<TypeBlocks, SymbolAnalysisContext>> _wholes = [];
    private readonly List<(Action<OperationAnalysisContext> Examine, OperationKind[] Kinds)> _operations = [];

    public Compilation Compilation => compilation;

    /// <summary>Has each type looked at: its bodies as they come, the whole of it when all have come.</summary>
    public void EachType(Func<TypeBlocks, ITypeExamination> begin) => _types.Add(begin);

    /// <summary>Has each type looked at when all its bodies have come; not a type of which some had to be left out.</summary>
    public void EachType(Action<TypeBlocks, SymbolAnalysisContext> examine) => _wholes.Add(examine);

    /// <summary>Has each operation of some kinds looked at, by itself; not where the code round it does not parse.</summary>
    public void EachOperation(Action<OperationAnalysisContext> examine, params OperationKind[] kinds) => _operations.Add((examine, kinds));

    /// <summary>Passes on to the compiler what was asked for.</summary>
    /// <param name="context">The compiler.</param>
    /// <param name="isHost">Whether generated code counts too.</param>
    public void Register(CompilationStartAnalysisContext context, bool isHost)
    {
        foreach (var (examine, kinds) in _operations)
        {
            context.RegisterOperationAction(
                operation =>
                {
                    if ((isHost || !operation.IsGeneratedCode) && !operation.Operation.StandsInUnparsed())
                    {
                        Guard(() => examine(operation), operation.ReportDiagnostic, operation.ContainingSymbol, operation.Operation);
                    }
                },
                kinds);
        }

        if (_types.Count + _wholes.Count > 0)
        {
            context.RegisterSymbolStartAction(symbol => Begin(symbol, isHost), SymbolKind.NamedType);
        }
    }

    private void Begin(SymbolStartAnalysisContext symbol, bool isHost)
    {
        var blocks = new TypeBlocks((INamedTypeSymbol)symbol.Symbol);
        var examinations = _types.ConvertAll(begin => begin(blocks));
        symbol.RegisterOperationBlockAction(block =>
        {
            if (isHost || !block.IsGeneratedCode)
            {
                foreach (var body in blocks.Add(block))
                {
                    foreach (var examination in examinations)
                    {
                        Guard(() => examination.Take(body, block.CancellationToken), block.ReportDiagnostic, block.OwningSymbol, body.Root);
                    }
                }
            }
        });
        symbol.RegisterSymbolEndAction(end =>
        {
            foreach (var body in blocks.LeftOut)
            {
                end.ReportDiagnostic(NotAnalysed.Create(body.Owner.Locations.FirstOrDefault() ?? body.Root.Syntax.GetLocation(), body.Owner.Name, "a part of it does not compile"));
            }

            if (blocks.All.Count == 0)
            {
                return;
            }

            foreach (var examination in examinations)
            {
                Guard(() => examination.End(end), end.ReportDiagnostic, blocks.Type, null);
            }

            foreach (var examine in blocks.LeftOut.Count == 0 ? _wholes : [])
            {
                Guard(() => examine(blocks, end), end.ReportDiagnostic, blocks.Type, null);
            }
        });
    }

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
}
