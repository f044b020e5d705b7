using PluginHost.Runtime.Plugins.Inspecting;

namespace PluginHost.Runtime.Plugins;

/// <summary>What the gate says about a plugin: settled already, or ready to be activated.</summary>
/// <param name="Settled">The plugin's entry, where there is nothing more to do.</param>
/// <param name="Passed">The plugin, where it passed.</param>
internal sealed record GateOutcome(PluginEntry? Settled, GatedPlugin? Passed);
