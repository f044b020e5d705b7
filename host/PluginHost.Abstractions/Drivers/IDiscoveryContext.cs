namespace PluginHost;

/// <summary>What the host lends to a search for devices.</summary>
public interface IDiscoveryContext : IDriverContext
{
    /// <summary>Reports a device. Reports with an equal <see cref="DiscoveredDevice.Identity"/> are merged.</summary>
    /// <param name="device">The device.</param>
    void Found(DiscoveredDevice device);
}
