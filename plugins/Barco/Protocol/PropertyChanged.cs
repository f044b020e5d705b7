using System.Text.Json;

namespace PluginHost.Barco.Protocol;

/// <summary>Tells a subscriber the new values of one or more properties, in the order sent.</summary>
internal sealed class PropertyChanged(IReadOnlyList<KeyValuePair<string, JsonElement>> properties) : PulseMessage
{
    public IReadOnlyList<KeyValuePair<string, JsonElement>> Properties => properties;
}
