namespace PluginHost.Runtime.Devices.HandOver;

/// <summary>What became of the wish that a device be served by another model.</summary>
/// <param name="Kind">The way that was taken in the end, whatever the plan declares.</param>
/// <param name="Serves">Whether the device is served by that model.</param>
/// <param name="Reason">Why it is not, and will not be by itself; empty when it is.</param>
internal sealed record HandOverResult(HandOverKind Kind, bool Serves, string Reason);
