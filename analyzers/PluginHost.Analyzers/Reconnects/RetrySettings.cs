namespace PluginHost.Analyzers.Reconnects;

/// <summary>What the user allows.</summary>
/// <param name="LeastDelay">The shortest pause that is one.</param>
/// <param name="MostImmediate">How many tries need none.</param>
internal sealed record RetrySettings(TimeSpan LeastDelay, int MostImmediate);
