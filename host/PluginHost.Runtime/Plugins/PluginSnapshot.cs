using System.Collections.Frozen;
using PluginHost.Runtime.Plugins.Generations;

namespace PluginHost.Runtime.Plugins;

/// <summary>All plugins at one moment. Does not change, apart from what becomes of retired generations.</summary>
public sealed class PluginSnapshot
{
    private readonly FrozenDictionary<string, LoadedDriver> _drivers;
    private readonly FrozenDictionary<string, LoadedVirtualDevice> _virtualDevices;

    internal PluginSnapshot(IReadOnlyList<PluginStatus> plugins, IReadOnlyList<LoadedPlugin> loaded)
    {
        Plugins = plugins;
        Loaded = loaded;
        _drivers = loaded.SelectMany(plugin => plugin.Drivers).ToFrozenDictionary(driver => driver.Id);
        _virtualDevices = loaded.SelectMany(plugin => plugin.VirtualDevices).ToFrozenDictionary(device => device.Driver);
    }

    /// <summary>Every plugin known, in order of precedence.</summary>
    public IReadOnlyList<PluginStatus> Plugins { get; }

    /// <summary>The generations that run.</summary>
    public IReadOnlyList<LoadedPlugin> Loaded { get; }

    /// <summary>Whether any plugin is rejected or failed, so that an unknown driver may be one of its.</summary>
    public bool AnyBroken => Plugins.Any(plugin => plugin.State is PluginState.Rejected or PluginState.Failed);

    /// <summary>The running driver of that id.</summary>
    public LoadedDriver? FindDriver(string id) => _drivers.GetValueOrDefault(id);

    /// <summary>The simulator for the running driver of that id.</summary>
    public LoadedVirtualDevice? FindVirtualDevice(string driverId) => _virtualDevices.GetValueOrDefault(driverId);
}
