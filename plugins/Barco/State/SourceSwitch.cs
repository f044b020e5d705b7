namespace PluginHost.Barco.State;

/// <summary>
/// A projector that changes its source tells "none" first and the new one up to 6 s later. "None" is believed only when
/// it lasts longer than that.
/// </summary>
internal sealed class SourceSwitch(TimeProvider time)
{
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(7);

    private long? _noneSince;

    /// <returns>Whether the source is to be shown now.</returns>
    public bool Believes(string source)
    {
        if (source.Length > 0)
        {
            _noneSince = null;
            return true;
        }

        _noneSince ??= time.GetTimestamp();
        return time.GetElapsedTime(_noneSince.Value) >= Patience;
    }

    /// <summary>Whether the present source is in doubt and worth reading again.</summary>
    public bool IsInDoubt => _noneSince is { } since && time.GetElapsedTime(since) < Patience + Patience;
}
