namespace PluginHost.Runtime.Plugins.Inspecting;

/// <summary>What a plugin's metadata says, read before any of its code runs.</summary>
/// <param name="AssemblyVersion">The informational version without the commit, else the assembly's version.</param>
/// <param name="Drivers">At least one, each with an id of its own.</param>
/// <param name="VirtualDevices">At most one for each driver.</param>
/// <param name="Diagnostics">Members that a driver should not use.</param>
internal sealed record PluginFacts(
    string AssemblyVersion,
    IReadOnlyList<DriverFacts> Drivers,
    IReadOnlyList<VirtualDeviceFacts> VirtualDevices,
    IReadOnlyList<PluginDiagnostic> Diagnostics)
{
    /// <summary>The first driver's version, else the assembly's.</summary>
    public string Version => Drivers[0].Version ?? AssemblyVersion;
}
