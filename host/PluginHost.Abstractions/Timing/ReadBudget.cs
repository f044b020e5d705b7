using System.Runtime.CompilerServices;

namespace PluginHost;

/// <summary>
/// How long an exchange may wait for its answer: for the first byte, between two pieces, and as a whole. The only way a
/// read is bounded, so that many small waits never add up to a long one.
/// </summary>
/// <remarks>
/// A limit of ten seconds for each of 256 chunks once kept a house waiting for 42 minutes; here the
/// <paramref name="Overall"/> limit holds however often bytes trickle in.
/// </remarks>
/// <param name="First">The longest wait for the first byte; above zero, at most 49 days.</param>
/// <param name="Next">The longest pause after that; above zero, at most 49 days.</param>
/// <param name="Overall">The longest time from the start to the complete answer; above zero, at most 49 days.</param>
/// <exception cref="ArgumentOutOfRangeException">A time is out of range; an endless one would bound nothing.</exception>
/// <example>
/// <code>
/// static readonly ReadBudget Budget = new(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
/// </code>
/// </example>
public sealed record ReadBudget(TimeSpan First, TimeSpan Next, TimeSpan Overall)
{
    /// <summary>The longest wait for the first byte.</summary>
    public TimeSpan First { get; init => field = Checked(value); } = Checked(First);

    /// <summary>The longest pause after that.</summary>
    public TimeSpan Next { get; init => field = Checked(value); } = Checked(Next);

    /// <summary>The longest time from the start to the complete answer.</summary>
    public TimeSpan Overall { get; init => field = Checked(value); } = Checked(Overall);

    /// <summary>Starts the exchange's clock. Dispose the result when the answer is complete.</summary>
    /// <param name="deadline">The call's own deadline, which still holds.</param>
    /// <returns>The running wait.</returns>
    /// <exception cref="ObjectDisposedException">The deadline is disposed.</exception>
    public ReadWait Start(Deadline deadline) => new(this, deadline);

    private static TimeSpan Checked(TimeSpan time, [CallerArgumentExpression(nameof(time))] string? name = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(time, DeadlineSource.LongestLimit, name);
        return time;
    }
}
