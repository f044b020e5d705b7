using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Operations;
using PluginHost.Analyzers.Resources;

namespace PluginHost.Analyzers.Flow;

internal sealed partial class StepBuilder
{
    private bool _isCastOnce;
    private IPropertySymbol? _accepted;

    /// <summary>What the method is left alone with is there when it begins.</summary>
    private List<Step> Entry(ControlFlowGraph graph)
    {
        _steps = [];
        foreach (var parameter in _handed)
        {
            var uses = graph.OriginalOperation.DescendantsAndSelf().OfType<IParameterReferenceOperation>().Where(one => SymbolEqualityComparer.Default.Equals(one.Parameter, parameter)).ToList();
            if (parameter.Type.SpecialType == SpecialType.System_Object)
            {
                _isCastOnce = uses.Count == 1;
            }
            else if (uses.Count > 0)
            {
                Store(uses[0], SlotOf(parameter), Acquire(uses[0], new Group(uses[0], null, ResourceKind.Connection) { IsGiven = true }));
            }
        }

        if (AcceptedSockets.TakenIn(graph.OriginalOperation, _owner) is { } taken)
        {
            _accepted = taken.Property;
            Store(taken, _tables.SlotOf(taken.Property), Acquire(taken, ResourceKind.Connection));
        }

        return _steps;
    }

    /// <summary><c>(TcpClient)state</c>, once: a second cast would be the same connection over again.</summary>
    private bool IsHandedState(IConversionOperation conversion) =>
        _isCastOnce && _handed.Count > 0 && conversion.Operand is IParameterReferenceOperation { Parameter: { Type.SpecialType: SpecialType.System_Object } state }
        && _handed.Contains(state, SymbolEqualityComparer.Default) && _context.Types.KindOf(conversion.Type) == ResourceKind.Connection;
}
