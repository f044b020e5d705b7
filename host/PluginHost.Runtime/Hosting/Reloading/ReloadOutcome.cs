using PluginHost.Runtime.Plugins;

namespace PluginHost.Runtime.Hosting.Reloading;

/// <summary>What came of a reload.</summary>
/// <param name="Result">How it ended.</param>
/// <param name="Plugin">The plugin afterwards.</param>
/// <param name="Gate">How long staging, compiling and checking took.</param>
/// <param name="Load">How long loading and constructing took.</param>
/// <param name="HandOver">From there until the devices were back.</param>
/// <param name="Back">How many of the devices that were online before are online again.</param>
/// <param name="Online">How many were online before.</param>
public sealed record ReloadOutcome(
    ReloadResult Result, PluginStatus Plugin, TimeSpan Gate, TimeSpan Load, TimeSpan HandOver, int Back, int Online);
