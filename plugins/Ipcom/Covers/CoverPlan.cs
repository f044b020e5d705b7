using PluginHost.Ipcom.Outputs;

namespace PluginHost.Ipcom.Covers;

/// <summary>What the settings say about a cover.</summary>
/// <param name="Id">Its entity's id.</param>
/// <param name="Relays">Its relays.</param>
/// <param name="TravelTime">From closed to open; <see langword="null"/> when it is not known.</param>
/// <param name="DeadTime">How long the motor rests before it turns round.</param>
internal sealed record CoverPlan(string Id, RelayPair Relays, TimeSpan? TravelTime, TimeSpan DeadTime);
