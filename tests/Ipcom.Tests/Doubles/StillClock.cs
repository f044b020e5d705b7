using PluginHost.Testing;

namespace PluginHost.Ipcom.Tests.Doubles;

/// <summary>Lets a clock go on in small steps, but only while nothing moves: sockets take real time.</summary>
internal sealed class StillClock : IAsyncDisposable
{
    private const int StillLooks = 3;

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(25);

    private readonly ClockPump _pump;
    private readonly Func<object> _look;
    private object? _seen;
    private int _still;
    private bool _stands;

    /// <param name="time">The clock.</param>
    /// <param name="look">What changes when something moves.</param>
    public StillClock(FakeTimeProvider time, Func<object> look)
    {
        _look = look;
        _pump = new ClockPump(time, () => (NextStep(), true));
    }

    /// <summary>Lets it stand.</summary>
    public void Stand() => Volatile.Write(ref _stands, true);

    /// <summary>Lets it go on.</summary>
    public void GoOn() => Volatile.Write(ref _stands, false);

    public ValueTask DisposeAsync() => _pump.DisposeAsync();

    private TimeSpan NextStep()
    {
        var seen = _look();
        _still = seen.Equals(_seen) ? _still + 1 : 0;
        _seen = seen;
        if (_still < StillLooks || Volatile.Read(ref _stands))
        {
            return TimeSpan.Zero;
        }

        _still = 0;
        return Step;
    }
}
