using Microsoft.CodeAnalysis;
using PluginHost.Analyzers.Declarations;
using PluginHost.Analyzers.Flow;
using PluginHost.Analyzers.Resources;

namespace PluginHost.Analyzers.Lifecycle;

/// <summary>Infers which members of a type hold resources that the type itself must close.</summary>
internal sealed class FieldOwnership
{
    private readonly HashSet<ISymbol> _closed = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _opened = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _views = new(SymbolEqualityComparer.Default);
    private readonly ResourceTypes _types;

    public FieldOwnership(ResourceTypes types, IReadOnlyList<Member> members)
    {
        _types = types;
        foreach (var member in members)
        {
            Read(member.Steps);
        }
    }

    /// <summary>Whether the type must close what the member holds.</summary>
    public bool IsOwned(ISymbol field)
    {
        if (Annotations.IsOwned(field) is { } said)
        {
            return said;
        }

        var type = field is IFieldSymbol one ? one.Type : ((IPropertySymbol)field).Type;
        return _types.KindOf(type) != ResourceKind.Lent
            && (_types.IsTokenSource(type) ? _opened.Contains(field) : _opened.Contains(field) || (_closed.Contains(field) && !_views.Contains(field) && _types.KindOf(type) != ResourceKind.None));
    }

    /// <summary>Whether some body of the type closes it.</summary>
    public bool IsClosedSomewhere(ISymbol field) => _closed.Contains(field);

    /// <summary>Without regard to the order of steps: which slots may hold what an acquisition or a field gives.</summary>
    private void Read(MethodSteps steps)
    {
        var origins = new Dictionary<int, HashSet<int>>();
        foreach (var step in steps.All)
        {
            if (step is { Kind: StepKind.Acquire } && !steps.Tables.Groups[step.Group].NeedsArming)
            {
                Of(origins, step.Target).Add(step.Target);
            }
        }

        foreach (var field in steps.Tables.Fields.Values)
        {
            Of(origins, field.Slot).Add(field.Slot);
        }

        for (var hasChanged = true; hasChanged;)
        {
            hasChanged = false;
            foreach (var step in steps.All)
            {
                if (step is { Kind: StepKind.Assign or StepKind.AssignIfEmpty, Source: >= 0 } && origins.TryGetValue(step.Source, out var from))
                {
                    var to = Of(origins, step.Target);
                    var before = to.Count;
                    to.UnionWith(from);
                    hasChanged |= to.Count > before;
                }
            }
        }

        foreach (var step in steps.All)
        {
            if (step.Kind == StepKind.Cleanup && origins.TryGetValue(step.Target, out var closed))
            {
                _closed.UnionWith(closed.Select(slot => steps.Tables.Slots[slot]).Where(slot => slot.IsField).Select(slot => slot.Symbol!));
            }
        }

        foreach (var field in steps.Tables.Fields)
        {
            var held = Of(origins, field.Value.Slot);
            var fresh = held.Where(slot => !steps.Tables.Slots[slot].IsField).ToList();
            if (fresh.Count > 0 && IsFirstHolder(steps.Tables, origins, field.Key, fresh))
            {
                _opened.Add(field.Key);
            }
            else if (fresh.Count > 0 || held.Count > 1)
            {
                _views.Add(field.Key);
            }
        }
    }

    /// <summary>Of several fields that hold wrappers of one connection, the one of the connection's own type is the owner.</summary>
    private bool IsFirstHolder(StepTables tables, Dictionary<int, HashSet<int>> origins, ISymbol field, List<int> fresh) =>
        !IsWrapped(field)
        || !tables.Fields.Any(other => !SymbolEqualityComparer.Default.Equals(other.Key, field) && !IsWrapped(other.Key) && fresh.All(Of(origins, other.Value.Slot).Contains));

    private bool IsWrapped(ISymbol field)
    {
        var type = field is IFieldSymbol one ? one.Type : ((IPropertySymbol)field).Type;
        return _types.IsWrapper(type) || type.Name == "Socket";
    }

    private static HashSet<int> Of(Dictionary<int, HashSet<int>> origins, int slot)
    {
        if (!origins.TryGetValue(slot, out var found))
        {
            origins[slot] = found = [];
        }

        return found;
    }
}
