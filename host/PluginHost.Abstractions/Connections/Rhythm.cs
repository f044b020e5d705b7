namespace PluginHost;

/// <summary>Something that the host does again and again on an open connection: a poll, a keep-alive.</summary>
/// <remarks>
/// One turn is one exchange with the device or a few; a long refresh is several rhythms. The first turn comes at once
/// after opening, later ones at the interval with a phase of the device's own, so that many devices spread evenly. Turns
/// that a slow device made late are left out, never made up for.
/// </remarks>
/// <example>
/// <code>
/// public IReadOnlyList&lt;Rhythm&gt; Rhythms =>
/// [
///     Rhythm.Every("state", TimeSpan.FromMilliseconds(350), ReadStateAsync),
///     Rhythm.Every("log", TimeSpan.FromHours(1), ReadLogAsync) with { Limit = TimeSpan.FromSeconds(30) },
/// ];
/// </code>
/// </example>
public sealed record Rhythm
{
    private Rhythm(string name, TimeSpan interval, Func<Deadline, Task<RhythmTurn>> turn)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, TimeSpan.FromMilliseconds(10));
        (Name, Interval, TurnAsync, Limit) = (name, interval, turn, TimeSpan.FromSeconds(10));
    }

    /// <summary>The name shown to people.</summary>
    public string Name { get; }

    /// <summary>The time from one turn to the next; at least 10 ms.</summary>
    public TimeSpan Interval { get; }

    /// <summary>The longest one turn may take.</summary>
    /// <value>10 s by default; above zero.</value>
    /// <exception cref="ArgumentOutOfRangeException">The time is zero or less.</exception>
    public TimeSpan Limit
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            field = value;
        }
    }

    /// <summary>Runs one turn.</summary>
    public Func<Deadline, Task<RhythmTurn>> TurnAsync { get; }

    /// <summary>A rhythm at a fixed interval.</summary>
    /// <param name="name">The name shown to people.</param>
    /// <param name="interval">The time from one turn to the next; at least 10 ms.</param>
    /// <param name="turn">One turn, which must end by its deadline.</param>
    /// <returns>The rhythm.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The interval is shorter than 10 ms.</exception>
    public static Rhythm Every(string name, TimeSpan interval, Func<Deadline, Task> turn) =>
        new(name, interval, async deadline =>
        {
            await turn(deadline).ConfigureAwait(false);
            return RhythmTurn.Done;
        });

    /// <summary>A rhythm whose turns may say when they want to be called next.</summary>
    /// <param name="name">The name shown to people.</param>
    /// <param name="interval">The time from one turn to the next unless a turn says otherwise; at least 10 ms.</param>
    /// <param name="turn">One turn, which must end by its deadline.</param>
    /// <returns>The rhythm.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The interval is shorter than 10 ms.</exception>
    public static Rhythm Every(string name, TimeSpan interval, Func<Deadline, Task<RhythmTurn>> turn) =>
        new(name, interval, turn);
}
