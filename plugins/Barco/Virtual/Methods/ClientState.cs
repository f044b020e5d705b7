namespace PluginHost.Barco.Virtual.Methods;

/// <summary>What belongs to one connection and dies with it.</summary>
internal sealed class ClientState
{
    public bool IsAuthenticated { get; set; }

    public HashSet<string> Properties { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Signals { get; } = new(StringComparer.Ordinal);
}
