namespace PluginHost.Runtime.Plugins;

/// <summary>A new generation that is ready to take over, or why there is none.</summary>
/// <param name="Gated">What passed the gate.</param>
/// <param name="Plugin">The generation; <see langword="null"/> where it was refused.</param>
/// <param name="Refusal">Why it was refused.</param>
/// <param name="Gate">How long staging, compiling and checking took.</param>
/// <param name="Load">How long loading and constructing took.</param>
internal sealed record PluginPreparation(GatedPlugin? Gated, LoadedPlugin? Plugin, PluginEntry? Refusal, TimeSpan Gate, TimeSpan Load);
