using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using PluginHost.Analyzers.Flow;
using PluginHost.Analyzers.Lifecycle;

namespace PluginHost.Analyzers.Rules;

/// <summary>PH0001: a field that may hold an open connection is written over, and nothing closes the old one.</summary>
internal sealed class DroppedConnection(Member member, FieldOwnership ownership) : IFlowObserver
{
    public static readonly DiagnosticDescriptor Descriptor = Descriptors.Warning(
        RuleIdentifiers.DroppedConnection,
        "Connection is dropped without being disposed",
        "'{0}' may still hold an open connection when it is {1}, and nothing closes that one",
        "Setting a field to null or to something new does not close what it held: the socket stays open in the kernel until the garbage collector comes by, or for ever. Close the old one first.");

    private readonly Dictionary<(int Group, ISymbol Field), Step> _stillHeld = [];
    private readonly HashSet<Step> _dropped = [];
    private readonly HashSet<int> _groups = [];

    /// <summary>Whether a resource of the method is among what is dropped.</summary>
    public bool Drops(int group) => _groups.Contains(group);

    /// <summary>The writes that drop something, with the field.</summary>
    public IEnumerable<(Step Step, ISymbol Field)> Found => _dropped.Select(step => (step, member.Steps.Tables.Slots[step.Target].Symbol!));

    public void Overwritten(Step step, int group, bool isHeldElsewhere)
    {
        var field = member.Steps.Tables.Slots[step.Target].Symbol!;
        if (!ownership.IsOwned(field) || member.Steps.Tables.Groups[group].NeedsArming)
        {
            return;
        }

        if (isHeldElsewhere)
        {
            _stillHeld[(group, field)] = step;
        }
        else
        {
            _dropped.Add(step);
            _groups.Add(group);
        }
    }

    public void Calls(Step step, FlowState state)
    {
    }

    public void Leaves(BasicBlock from, FlowState state) => Look(state.Live);

    public void LeavesByThrow(BasicBlock from, FlowState state) => Look(state.Live | state.LiveAfterException);

    public void Escapes(Step step, FlowState state)
    {
    }

    public void AcquiresAgain(Step step)
    {
    }

    public void IsHandled(Step step, int handler, FlowState state)
    {
    }

    /// <summary>In words, what the write does.</summary>
    public static string Describe(Step step) =>
        step.Source == Value.Null.Slot || (step.Operation is ISimpleAssignmentOperation { Value: { } value } && IsNothing(value)) ? "set to null" : "replaced";

    private void Look(ulong open)
    {
        foreach (var held in _stillHeld)
        {
            if ((open & (1UL << held.Key.Group)) != 0)
            {
                _dropped.Add(held.Value);
                _groups.Add(held.Key.Group);
            }
        }
    }

    private static bool IsNothing(IOperation value) =>
        value.ConstantValue is { HasValue: true, Value: null } || value is IDefaultValueOperation || (value is IConversionOperation conversion && IsNothing(conversion.Operand));
}
