namespace PluginHost;

/// <summary>One attempt to reach a device and, when it succeeds, the connection that comes of it.</summary>
/// <remarks>
/// Everything lent here belongs to the attempt: whether it fails or its connection ends later, the host closes all
/// transports of it. A driver may keep the context as long as its connection lives.
/// </remarks>
public interface IConnectionContext : IDeviceContext
{
    /// <summary>
    /// Where values, events and further entities go. Counts from the begin of the attempt: a value that outlives its
    /// connection stays even if opening fails after it was set.
    /// </summary>
    IEntities Entities { get; }

    /// <summary>
    /// Shows the device as busy, that is reachable but in a state change, or no longer so. Values and connection are kept.
    /// </summary>
    /// <param name="reason">One sentence, or <see langword="null"/> when it is over.</param>
    /// <example><code>attempt.SetBusy(state.IsTransition ? $"The projector is {state}." : null);</code></example>
    void SetBusy(string? reason);

    /// <summary>
    /// Lets a rhythm have a turn as soon as the lane is free: after a notice or a command that makes its reading out of date.
    /// Its beat stays: the turn after that comes when it was due. Asking several times before the turn begins gives one turn.
    /// </summary>
    /// <param name="rhythm">The rhythm's name. Ignored before the connection is open, after its end, and in per-poll mode.</param>
    /// <example><code>attempt.RunSoon("state");</code></example>
    void RunSoon(string rhythm);
}
