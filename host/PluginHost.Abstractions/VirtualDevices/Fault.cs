namespace PluginHost;

/// <summary>A fault that a virtual device can be asked for by name.</summary>
/// <param name="Name">Lower-case letters, digits and dashes.</param>
/// <param name="Description">What the device then does, and what its value means if it takes one.</param>
/// <example><code>static readonly Fault Mute = new("mute", "Takes a request and never answers it.");</code></example>
public sealed record Fault(string Name, string Description);
