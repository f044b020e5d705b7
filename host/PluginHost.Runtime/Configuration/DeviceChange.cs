namespace PluginHost.Runtime.Configuration;

/// <summary>A device before and after a change of the configuration.</summary>
/// <param name="Old">As it was.</param>
/// <param name="New">As it is.</param>
public sealed record DeviceChange(DeviceOptions Old, DeviceOptions New);
