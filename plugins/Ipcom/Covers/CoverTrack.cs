namespace PluginHost.Ipcom.Covers;

/// <summary>Where a cover is, reckoned from how long its relays were seen on: nothing tells it.</summary>
/// <param name="travelTime">From closed to open; <see langword="null"/> when it is not known, and then neither is the position.</param>
/// <param name="time">The clock.</param>
internal sealed class CoverTrack(TimeSpan? travelTime, TimeProvider time)
{
    private long? _seenAt;
    private TimeSpan _run;
    private double? _position;

    /// <summary>Which way the relays were last seen to drive it.</summary>
    public CoverDirection Direction { get; private set; }

    /// <summary>0 is closed, 100 is open; <see langword="null"/> until it has once run long enough to be at an end.</summary>
    public double? Position => _position is { } known ? Math.Clamp(known + Share(SinceSeen), 0, 100) : null;

    private TimeSpan SinceSeen => _seenAt is { } at ? time.GetElapsedTime(at) : TimeSpan.Zero;

    /// <summary>How long it has moved the way it moves.</summary>
    public TimeSpan Run => Direction == CoverDirection.None ? TimeSpan.Zero : _run + SinceSeen;

    /// <summary>Sets what is known from before.</summary>
    /// <param name="position">0 to 100.</param>
    public void Know(double position) => _position = travelTime is null ? null : Math.Clamp(position, 0, 100);

    /// <summary>Goes on with a movement that another connection has seen.</summary>
    /// <param name="direction">Which way.</param>
    /// <param name="run">How long already.</param>
    public void GoOn(CoverDirection direction, TimeSpan run) => (Direction, _run, _seenAt) = (direction, run, time.GetTimestamp());

    /// <summary>Takes what a snapshot shows. Nobody knows for how long a cover has moved that moves in the first one.</summary>
    /// <param name="direction">Which way the relays drive it now.</param>
    public void Observe(CoverDirection direction)
    {
        _run = Run;
        _position = _seenAt is null && direction != CoverDirection.None ? null : Position;
        if (travelTime is { } travel && _run >= travel)
        {
            _position = Direction == CoverDirection.Up ? 100 : 0;
        }

        if (direction != Direction)
        {
            (Direction, _run) = (direction, TimeSpan.Zero);
        }

        _seenAt = time.GetTimestamp();
    }

    /// <summary>How long it takes from here to a position; <see langword="null"/> where that is not known.</summary>
    /// <param name="target">0 to 100.</param>
    public TimeSpan? TimeTo(double target) =>
        travelTime is { } travel && Position is { } position ? travel * (Math.Abs(target - position) / 100) : null;

    private double Share(TimeSpan moved) => travelTime is not { } travel ? 0 : Direction switch
    {
        CoverDirection.Up => moved / travel * 100,
        CoverDirection.Down => moved / travel * -100,
        _ => 0,
    };
}
