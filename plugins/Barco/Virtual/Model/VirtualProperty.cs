using System.Text.Json.Nodes;
using PluginHost.Barco.Protocol;

namespace PluginHost.Barco.Virtual.Model;

/// <summary>One property: where it is there, who may set it, and what it is.</summary>
internal sealed class VirtualProperty(string name, PulsePropertyGroups group, PropertyType type, bool isWritable, JsonNode? value)
{
    public string Name => name;

    public PulsePropertyGroups Group => group;

    public PropertyType Type => type;

    public bool IsWritable => isWritable;

    public JsonNode? Value { get; set; } = value;
}
