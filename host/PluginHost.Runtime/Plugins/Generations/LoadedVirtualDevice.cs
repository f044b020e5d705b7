using PluginHost.Runtime.Plugins.Inspecting;

namespace PluginHost.Runtime.Plugins.Generations;

/// <summary>A driver's simulator in a running generation.</summary>
/// <remarks>Holding one after the generation is retired keeps nothing of the plugin in memory.</remarks>
public sealed class LoadedVirtualDevice
{
    private Func<IVirtualDevice>? _create;

    internal LoadedVirtualDevice(LoadedPlugin plugin, VirtualDeviceFacts facts, Func<IVirtualDevice> create)
    {
        Plugin = plugin;
        Driver = facts.Driver;
        _create = create;
    }

    /// <summary>The id of the driver that connects to it.</summary>
    public string Driver { get; }

    /// <summary>The generation it belongs to.</summary>
    public LoadedPlugin Plugin { get; }

    /// <summary>Makes an instance for one run. Runs plugin code on the caller's thread.</summary>
    /// <exception cref="ObjectDisposedException">The generation is retired.</exception>
    public IVirtualDevice Create()
    {
        var create = _create ?? throw new ObjectDisposedException(Plugin.ContextName);
        using var reflection = Plugin.EnterContextualReflection();
        return create();
    }

    internal void Release() => _create = null;
}
