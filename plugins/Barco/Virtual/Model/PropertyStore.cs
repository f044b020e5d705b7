using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using PluginHost.Barco.Protocol;

namespace PluginHost.Barco.Virtual.Model;

/// <summary>All properties, what is there in the present state, and what changed since somebody looked.</summary>
internal sealed class PropertyStore
{
    private readonly OrderedDictionary<string, VirtualProperty> _properties = new(StringComparer.Ordinal);
    private readonly List<PropertyChange> _changes = [];

    /// <summary>What can be read now.</summary>
    public PulsePropertyGroups Present { get; set; }

    public IEnumerable<VirtualProperty> All => _properties.Values.Where(property => Present.HasFlag(property.Group));

    public void Add(VirtualProperty property) => _properties.Add(property.Name, property);

    /// <returns>False where no such property exists, or not in this state.</returns>
    public bool TryGet(string name, [NotNullWhen(true)] out VirtualProperty? property) =>
        _properties.TryGetValue(name, out property) && Present.HasFlag(property.Group);

    /// <summary>What a client sets.</summary>
    public WriteResult Write(string name, JsonElement value)
    {
        if (!TryGet(name, out var property))
        {
            return WriteResult.NotFound;
        }

        var result = property.IsWritable ? property.Type.Check(value) : WriteResult.ReadOnly;
        if (result == WriteResult.Taken)
        {
            Set(name, JsonNode.Parse(value.GetRawText()));
        }

        return result;
    }

    /// <summary>What the projector sets by itself; a name that this firmware lacks is left out.</summary>
    public void Set(string name, JsonNode? value)
    {
        if (_properties.TryGetValue(name, out var property) && !JsonNode.DeepEquals(property.Value, value))
        {
            property.Value = value;
            if (Present.HasFlag(property.Group))
            {
                _changes.Add(new PropertyChange(name, value));
            }
        }
    }

    public string Text(string name) => _properties[name].Value!.GetValue<string>();

    public bool Flag(string name) => _properties[name].Value!.GetValue<bool>();

    public int Integer(string name) => _properties[name].Value!.GetValue<int>();

    /// <summary>Takes the changes since the last call, oldest first.</summary>
    public IReadOnlyList<PropertyChange> TakeChanges()
    {
        PropertyChange[] changes = [.. _changes];
        _changes.Clear();
        return changes;
    }
}
