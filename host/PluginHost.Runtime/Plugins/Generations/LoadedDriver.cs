using PluginHost.Runtime.Plugins.Inspecting;

namespace PluginHost.Runtime.Plugins.Generations;

/// <summary>A driver of a running generation.</summary>
/// <remarks>Holding one after the generation is retired keeps nothing of the plugin in memory.</remarks>
public sealed class LoadedDriver
{
    private IDeviceDriver? _instance;

    internal LoadedDriver(LoadedPlugin plugin, DriverFacts facts, IDeviceDriver instance)
    {
        Plugin = plugin;
        Id = facts.Id;
        Name = facts.Name ?? facts.Id;
        Version = facts.Version ?? plugin.Version;
        _instance = instance;
    }

    /// <summary>The id that a device's <c>driver:</c> names.</summary>
    public string Id { get; }

    /// <summary>The name people see.</summary>
    public string Name { get; }

    /// <summary>The driver's version, else the plugin's.</summary>
    public string Version { get; }

    /// <summary>The generation it belongs to.</summary>
    public LoadedPlugin Plugin { get; }

    /// <summary>The driver itself; call it under <see cref="LoadedPlugin.EnterContextualReflection"/>.</summary>
    /// <exception cref="ObjectDisposedException">The generation is retired.</exception>
    public IDeviceDriver Instance => _instance ?? throw new ObjectDisposedException(Plugin.ContextName);

    internal void Release() => _instance = null;
}
