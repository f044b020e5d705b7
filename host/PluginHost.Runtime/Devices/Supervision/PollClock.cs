namespace PluginHost.Runtime.Devices.Supervision;

/// <summary>Per-poll mode: when the next poll is due, and whether the last good one is recent.</summary>
internal sealed class PollClock(TimeProvider time)
{
    private const int IntervalsThatCount = 3;

    private TimeSpan _interval;
    private TimeSpan _dueIn;
    private long? _succeededAt;

    public string? Busy { get; set; }

    /// <summary>Why the last poll failed; empty when it did not.</summary>
    public string LastMiss { get; set; } = "";

    /// <summary>Whether the last successful poll is at most three intervals old.</summary>
    public bool IsFresh => _succeededAt is { } at && time.GetElapsedTime(at) <= _interval * IntervalsThatCount;

    /// <summary>How long it stays fresh without another one.</summary>
    public TimeSpan FreshLeft => Left(_interval * IntervalsThatCount);

    public bool IsDue => UntilDue == TimeSpan.Zero;

    public TimeSpan UntilDue => Left(_dueIn);

    /// <param name="interval">How often the rhythms want to run.</param>
    /// <param name="took">How long ago this poll began.</param>
    public void Succeeded(TimeSpan interval, TimeSpan took) =>
        (_interval, _dueIn, _succeededAt, LastMiss) = (interval, interval - took, time.GetTimestamp(), "");

    private TimeSpan Left(TimeSpan after) =>
        _succeededAt is { } at && after - time.GetElapsedTime(at) is { Ticks: > 0 } left ? left : TimeSpan.Zero;
}
