namespace PluginHost.Runtime.Plugins.Generations;

/// <summary>What was made of a plugin's types, in the order of its facts.</summary>
internal sealed record PluginInstances(IReadOnlyList<IDeviceDriver> Drivers, IReadOnlyList<Func<IVirtualDevice>> VirtualDevices);
