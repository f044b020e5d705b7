namespace PluginHost.Runtime.Plugins.Generations;

/// <summary>How the attempt to run a generation went.</summary>
/// <param name="State">Loaded, rejected or failed.</param>
/// <param name="Plugin">The generation, where it is loaded.</param>
/// <param name="Error">Why not, where it is not.</param>
internal sealed record PluginActivation(PluginState State, LoadedPlugin? Plugin, string? Error);
