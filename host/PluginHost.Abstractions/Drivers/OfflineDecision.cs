namespace PluginHost;

/// <summary>What becomes of a command for a device without a connection.</summary>
public readonly record struct OfflineDecision
{
    /// <summary>Nothing can be done: the sender is told that the device is offline.</summary>
    public static OfflineDecision NotHandled => default;

    /// <summary>How long the command is kept; <see langword="null"/> when it is not.</summary>
    public TimeSpan? HoldTime { get; private init; }

    /// <summary>
    /// The device is being woken: the command is kept, the back-off starts anew, and the command is executed when the
    /// connection is open. The sender gets the outcome as an event.
    /// </summary>
    /// <param name="time">How long the command is kept at most; above zero.</param>
    /// <returns>The decision.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is zero or less.</exception>
    public static OfflineDecision Hold(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero);
        return new OfflineDecision { HoldTime = time };
    }
}
