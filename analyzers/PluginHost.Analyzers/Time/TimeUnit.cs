namespace PluginHost.Analyzers.Time;

/// <summary>What a bare number counts, where it stands for a time.</summary>
internal enum TimeUnit
{
    Milliseconds,
    Microseconds,
    Seconds,
}
