using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PluginHost.Analyzers.Flow;

/// <summary>The slots and groups of one method.</summary>
internal sealed class StepTables
{
    private readonly Dictionary<ISymbol, int> _bySymbol = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<CaptureId, int> _byCapture = [];
    private readonly List<Slot> _slots = [];
    private readonly List<Group> _groups = [];

    public IReadOnlyList<Slot> Slots => _slots;

    public IReadOnlyList<Group> Groups => _groups;

    /// <summary>Whether the method has more groups than one state can tell apart.</summary>
    public bool Overflowed { get; private set; }

    /// <summary>The slots of members, with the group that stands for what each holds when the method begins.</summary>
    public Dictionary<ISymbol, (int Slot, int Group)> Fields { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The slot of a variable.</summary>
    public int SlotOf(ISymbol variable)
    {
        if (!_bySymbol.TryGetValue(variable, out var slot))
        {
            _bySymbol[variable] = slot = AddSlot(variable, isField: false);
        }

        return slot;
    }

    /// <summary>The slot of a variable, if the method names it.</summary>
    public int? KnownSlotOf(ISymbol variable) => _bySymbol.TryGetValue(variable, out var slot) ? slot : null;

    /// <summary>The slot of a member of the type.</summary>
    public int FieldSlot(ISymbol member, Func<Group> entry)
    {
        if (!Fields.TryGetValue(member, out var field))
        {
            Fields[member] = field = (AddSlot(member, isField: true), AddGroup(entry()));
        }

        return field.Slot;
    }

    public int SlotOf(CaptureId capture)
    {
        if (!_byCapture.TryGetValue(capture, out var slot))
        {
            _byCapture[capture] = slot = AddSlot(null, isField: false);
        }

        return slot;
    }

    /// <summary>A slot for a value between two steps.</summary>
    public int NewSlot() => AddSlot(null, isField: false);

    /// <summary>A new group; below 0 when there are too many.</summary>
    public int AddGroup(Group group)
    {
        if (_groups.Count >= FlowState.MostGroups)
        {
            Overflowed = true;
            return -1;
        }

        _groups.Add(group);
        return _groups.Count - 1;
    }

    private int AddSlot(ISymbol? symbol, bool isField)
    {
        _slots.Add(new Slot(symbol, isField));
        return _slots.Count - 1;
    }
}
