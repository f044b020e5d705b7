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
    private readonly HashSet<ISymbol> _handedOn = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _views = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, bool> _byBase = new(SymbolEqualityComparer.Default);
    private readonly ResourceTypes _types;
    private readonly INamedTypeSymbol _type;
    private readonly bool _isKnownWhole;

    /// <param name="types">The types.</param>
    /// <param name="type">The type whose fields they are.</param>
    /// <param name="members">The bodies.</param>
    /// <param name="isKnownWhole">Whether these are all bodies of the type: any other may close what it will, so that nothing can be said of the fields.</param>
    public FieldOwnership(ResourceTypes types, INamedTypeSymbol type, IReadOnlyList<Member> members, bool isKnownWhole)
    {
        (_types, _type, _isKnownWhole) = (types, type.OriginalDefinition, isKnownWhole);
        foreach (var member in members)
        {
            Read(member.Steps);
        }
    }

    /// <summary>Whether the type must close what the member holds.</summary>
    public bool IsOwned(ISymbol field)
    {
        if (!_isKnownWhole)
        {
            return false;
        }

        if (Annotations.IsOwned(field) is { } said)
        {
            return said;
        }

        var type = OwnMembers.TypeOf(field);
        return _types.KindOf(type) != ResourceKind.Lent
            && (IsKeptByBase(field) || (_types.IsTokenSource(type) ? _opened.Contains(field) : _opened.Contains(field) || (_closed.Contains(field) && !_views.Contains(field) && _types.KindOf(type) != ResourceKind.None)));
    }

    /// <summary>Whether some body of the type closes it.</summary>
    public bool IsClosedSomewhere(ISymbol field) => _closed.Contains(field);

    /// <summary>Whether some body of the type puts in something of its own making.</summary>
    public bool IsOpened(ISymbol field) => _opened.Contains(field);

    /// <summary>Whether some body of the type gives it to someone else.</summary>
    public bool IsHandedOn(ISymbol field) => _handedOn.Contains(field);

    /// <summary>Whether a base class opens and closes it, which its own text tells.</summary>
    public bool IsKeptByBase(ISymbol field) =>
        field is IFieldSymbol or IPropertySymbol && field.ContainingType is { DeclaringSyntaxReferences.IsEmpty: false } declaring && !SymbolEqualityComparer.Default.Equals(declaring.OriginalDefinition, _type)
        && _types.KindOf(OwnMembers.TypeOf(field)) == ResourceKind.Connection
        && (_byBase.TryGetValue(field, out var known) ? known : _byBase[field] = UserResources.IsClosedIn(declaring, field) && UserResources.IsOpenedIn(declaring, field.Name));

    private void Read(MethodSteps steps)
    {
        var aliases = new Aliases(steps);
        var acquired = new HashSet<int>(steps.All.Where(step => step.Kind == StepKind.Acquire && !steps.Tables.Groups[step.Group].NeedsArming && !steps.Tables.Groups[step.Group].NeedsGoodbye && !steps.Tables.Groups[step.Group].IsGiven).Select(step => step.Target));
        foreach (var step in steps.All)
        {
            var found = step.Kind switch
            {
                StepKind.Cleanup => FailedConstruction.Contains(step.Operation.Syntax) ? null : _closed,
                StepKind.HandOver or StepKind.Pass => _handedOn,
                _ => null,
            };
            // What is given away before it comes into the field is the same thing.
            var slots = step.Kind == StepKind.HandOver ? aliases.HoldersOf(step.Target).Union(aliases.SourcesOf(step.Target)) : aliases.SourcesOf(step.Target);
            found?.UnionWith(slots.Select(slot => steps.Tables.Slots[slot]).Where(slot => slot.IsField).Select(slot => slot.Symbol!));
        }

        foreach (var field in steps.Tables.Fields)
        {
            var held = aliases.SourcesOf(field.Value.Slot);
            var fresh = held.Where(acquired.Contains).ToList();
            if (fresh.Count > 0 && IsFirstHolder(steps.Tables, aliases, field.Key, fresh))
            {
                _opened.Add(field.Key);
            }
            else if (fresh.Count > 0 || held.Any(slot => slot != field.Value.Slot && steps.Tables.Slots[slot].IsField))
            {
                _views.Add(field.Key);
            }
        }
    }

    /// <summary>Of several fields that hold wrappers of one connection, the one of the connection's own type is the owner.</summary>
    private bool IsFirstHolder(StepTables tables, Aliases aliases, ISymbol field, List<int> fresh) =>
        !IsWrapped(field)
        || !tables.Fields.Any(other => !SymbolEqualityComparer.Default.Equals(other.Key, field) && (!IsWrapped(other.Key) || IsSocket(other.Key) && !IsSocket(field)) && fresh.All(aliases.SourcesOf(other.Value.Slot).Contains));

    /// <summary>What every stream, reader and writer stands on in the end.</summary>
    private static bool IsSocket(ISymbol field) => OwnMembers.TypeOf(field).Name == "Socket";

    private bool IsWrapped(ISymbol field)
    {
        var type = OwnMembers.TypeOf(field);
        return _types.IsWrapper(type) || IsSocket(field);
    }
}
