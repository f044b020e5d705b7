namespace PluginHost.Ipcom.Covers;

/// <summary>What a cover leaves to the connection that goes on with it, so that a movement ends where it was to end.</summary>
/// <param name="Id">The cover.</param>
/// <param name="Position">Where it is, 0 to 100; <see langword="null"/> when not known.</param>
/// <param name="Direction">Which way it moves.</param>
/// <param name="Run">How long it has moved that way.</param>
/// <param name="Goal">Where it goes; <see langword="null"/> when nobody said anything.</param>
/// <param name="SinceUp">How long ago its up relay was on, at the latest.</param>
/// <param name="SinceDown">The same of the other.</param>
internal sealed record CoverLeft(
    string Id, double? Position, CoverDirection Direction, TimeSpan Run, GoalLeft? Goal, TimeSpan SinceUp, TimeSpan SinceDown);
