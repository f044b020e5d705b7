using PluginHost.Analyzers.Operations;

namespace PluginHost.Analyzers.Background;

/// <summary>A loop that nothing ends when its type is closed.</summary>
/// <param name="Region">The loop.</param>
/// <param name="Source">The member whose token it tests already, which only nobody cancels.</param>
internal sealed record OutlivingLoop(LoopRegion Region, string? Source);
