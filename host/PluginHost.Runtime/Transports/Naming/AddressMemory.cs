using System.Net;

namespace PluginHost.Runtime.Transports.Naming;

/// <summary>The last good answer of each name. Guarded by the resolver's lock.</summary>
internal sealed class AddressMemory
{
    /// <summary>Far more names than a house has; a driver that follows redirects to ever new names must not fill the memory.</summary>
    public const int Capacity = 1_000;

    private readonly OrderedDictionary<string, IReadOnlyList<IPAddress>> _addresses = new(StringComparer.OrdinalIgnoreCase);

    public void Remember(string host, IReadOnlyList<IPAddress> addresses)
    {
        // Last in order is newest, so the first is the one that was not looked up for longest.
        _addresses.Remove(host);
        if (_addresses.Count == Capacity)
        {
            _addresses.RemoveAt(0);
        }

        _addresses.Add(host, addresses);
    }

    public IReadOnlyList<IPAddress>? Recall(string host) => _addresses.GetValueOrDefault(host);
}
