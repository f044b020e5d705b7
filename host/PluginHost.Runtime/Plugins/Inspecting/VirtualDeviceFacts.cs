namespace PluginHost.Runtime.Plugins.Inspecting;

/// <summary>What the metadata says about one virtual device.</summary>
/// <param name="TypeName">The class, as reflection names it.</param>
/// <param name="Driver">The id of the driver that connects to it.</param>
internal sealed record VirtualDeviceFacts(string TypeName, string Driver);
