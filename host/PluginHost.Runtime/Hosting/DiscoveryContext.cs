using Microsoft.Extensions.Logging;

namespace PluginHost.Runtime.Hosting;

/// <summary>What a search is lent, and what it finds.</summary>
internal sealed class DiscoveryContext(ITransports transports, DeadlineSource deadlines, ILogger log) : IDiscoveryContext
{
    private readonly Lock _lock = new();
    private readonly OrderedDictionary<string, DiscoveredDevice> _found = new(StringComparer.Ordinal);

    public ILogger Log => log;

    public TimeProvider Time => deadlines.Time;

    public DeadlineSource Deadlines => deadlines;

    public ITransports Transports => transports;

    public IReadOnlyList<DiscoveredDevice> Devices
    {
        get
        {
            lock (_lock)
            {
                return [.. _found.Values];
            }
        }
    }

    public void Found(DiscoveredDevice device)
    {
        // A copy of the contract's own types: a plugin's dictionary would keep its generation loaded.
        var copy = device with { Settings = new Dictionary<string, string>(device.Settings) };
        lock (_lock)
        {
            _found[device.Identity] = copy;
        }
    }
}
