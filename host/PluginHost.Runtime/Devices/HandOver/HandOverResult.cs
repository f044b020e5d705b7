namespace PluginHost.Runtime.Devices.HandOver;

/// <summary>How a device came to be served by another model, or why not.</summary>
/// <param name="Kind">How it went over.</param>
/// <param name="Serves">Whether the new model serves it.</param>
/// <param name="Reason">Why not; empty where it does.</param>
internal sealed record HandOverResult(HandOverKind Kind, bool Serves, string Reason);
