namespace PluginHost.Runtime.Devices.Lanes;

/// <summary>A rhythm as it stood at a moment.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Interval">Its ordinary interval.</param>
/// <param name="LastRun">When its last turn began; <see langword="null"/> before the first.</param>
/// <param name="State"><c>waiting</c>, <c>running</c>, <c>ok</c>, <c>busy</c> or <c>failed</c>.</param>
/// <param name="Turns">How many turns have ended well or busy on this connection.</param>
public sealed record RhythmState(string Name, TimeSpan Interval, DateTimeOffset? LastRun, string State, long Turns);
