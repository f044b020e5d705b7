using System.Text.Json;

namespace PluginHost.Barco.Protocol;

/// <summary>Tells a subscriber that one or more signals were emitted; each has its arguments as an object.</summary>
internal sealed class SignalCallback(IReadOnlyList<KeyValuePair<string, JsonElement>> signals) : PulseMessage
{
    public IReadOnlyList<KeyValuePair<string, JsonElement>> Signals => signals;
}
