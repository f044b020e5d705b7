namespace PluginHost;

/// <summary>A device that answered a search.</summary>
/// <param name="Identity">What stays the same when its address changes: a serial number, a UUID.</param>
/// <param name="Name">What people call it: model, name.</param>
/// <param name="Settings">The settings with which the driver would connect to it, by setting name.</param>
/// <example><code>context.Found(new DiscoveredDevice(usn, "Barco F80", new Dictionary&lt;string, string&gt; { ["host"] = address }));</code></example>
public sealed record DiscoveredDevice(string Identity, string Name, IReadOnlyDictionary<string, string> Settings);
