namespace PluginHost.Ipcom.Covers;

/// <summary>A goal on its way to another connection.</summary>
/// <param name="Direction">Which way.</param>
/// <param name="Target">Where to stop.</param>
/// <param name="Then">Where to go from there.</param>
/// <param name="HasBegun">Whether it was seen to run.</param>
/// <param name="EndsIn">When the run to an end is over.</param>
internal sealed record GoalLeft(CoverDirection Direction, double? Target, double? Then, bool HasBegun, TimeSpan? EndsIn);
