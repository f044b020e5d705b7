using PluginHost.Runtime.Plugins.Inspecting;

namespace PluginHost.Runtime.Plugins.Generations;

/// <summary>A new generation that is ready to take over, or why there is none.</summary>
/// <param name="Gated">What passed the gate.</param>
/// <param name="Plugin">The generation; <see langword="null"/> where it was refused.</param>
/// <param name="Load">How long loading and constructing took.</param>
internal sealed record PluginPreparation(GatedPlugin? Gated, LoadedPlugin? Plugin, TimeSpan Load)
{
    /// <summary>Whether it is an earlier content: the newest one stays known as judged, so that it is not taken up by itself.</summary>
    public bool GoesBack { get; init; }
}
