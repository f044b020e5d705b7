namespace PluginHost.Runtime.Plugins;

/// <summary>What the gate says about a folder: settled already, or ready to be activated.</summary>
/// <param name="Settled">The folder's entry, where there is nothing more to do.</param>
/// <param name="Passed">The plugin, where it passed.</param>
internal sealed record GateOutcome(PluginEntry? Settled, GatedPlugin? Passed);
