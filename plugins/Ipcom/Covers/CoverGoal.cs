namespace PluginHost.Ipcom.Covers;

/// <summary>Where somebody wants a cover to go.</summary>
/// <param name="direction">Which way; none to stand still.</param>
/// <param name="target">The position to stop at, 0 to 100; <see langword="null"/> to run to the end.</param>
/// <param name="then">The position to go to from that end.</param>
/// <param name="command">Who wants it; <see langword="null"/> where nobody waits.</param>
/// <param name="expiresAt">When it is too late to begin, as a time stamp of the clock; <see langword="null"/> for never.</param>
internal sealed class CoverGoal(CoverDirection direction, double? target, double? then, Command? command, long? expiresAt)
{
    /// <summary>To stand still, without anybody who waits for it.</summary>
    /// <param name="then">The position to go to afterwards, if any.</param>
    public static CoverGoal StandStill(double? then = null) => new(CoverDirection.None, null, then, null, null);

    public CoverDirection Direction { get; } = direction;

    public double? Target { get; } = target;

    public double? Then { get; } = then;

    public Command? Command { get; } = command;

    public long? ExpiresAt { get; } = expiresAt;

    /// <summary>When the run to an end is over, as a time stamp of the clock; <see langword="null"/> until a snapshot shows that it runs, and for a run without an end.</summary>
    public long? EndsAt { get; set; }

    /// <summary>Whether a snapshot has shown that it runs.</summary>
    public bool HasBegun { get; set; }
}
