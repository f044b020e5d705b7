using System.Text.Json.Nodes;

namespace PluginHost.Barco.Virtual.Model;

/// <summary>A property took another value.</summary>
internal sealed record PropertyChange(string Name, JsonNode? Value);
