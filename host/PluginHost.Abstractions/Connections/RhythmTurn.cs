namespace PluginHost;

/// <summary>What one turn of a <see cref="Rhythm"/> answers.</summary>
/// <example><code>return RhythmTurn.NextIn(state.IsOn ? TimeSpan.FromSeconds(2) : TimeSpan.FromSeconds(30));</code></example>
public readonly record struct RhythmTurn
{
    /// <summary>Call again after the rhythm's interval.</summary>
    public static RhythmTurn Done => default;

    /// <summary>When to call next; <see langword="null"/> for the rhythm's interval.</summary>
    public TimeSpan? Next { get; private init; }

    /// <summary>Call again after another time than the rhythm's interval, this once.</summary>
    /// <param name="delay">The time from the start of this turn; at least 10 ms.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The delay is shorter than 10 ms.</exception>
    public static RhythmTurn NextIn(TimeSpan delay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(delay, TimeSpan.FromMilliseconds(10));
        return new RhythmTurn { Next = delay };
    }
}
