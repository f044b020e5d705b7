namespace PluginHost.Runtime.Plugins.Inspecting;

/// <summary>What the metadata says about one driver.</summary>
/// <param name="TypeName">The class, as reflection names it.</param>
/// <param name="Id">The driver's id.</param>
/// <param name="Name">The name people see.</param>
/// <param name="Version">The driver's version, where the attribute gives one.</param>
internal sealed record DriverFacts(string TypeName, string Id, string? Name, string? Version);
