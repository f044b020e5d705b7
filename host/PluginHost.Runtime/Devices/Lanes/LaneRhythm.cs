using PluginHost.Runtime.Scheduling;

namespace PluginHost.Runtime.Devices.Lanes;

/// <summary>A rhythm on a lane: when it is due and how its last turn went.</summary>
internal sealed class LaneRhythm
{
    private volatile RhythmState _state;
    private bool _onGrid;

    public LaneRhythm(Rhythm rhythm, Action<LaneRhythm> due)
    {
        Rhythm = rhythm;
        Timer = new WheelTimer(() => due(this));
        _state = new RhythmState(rhythm.Name, rhythm.Interval, null, "waiting", 0);
    }

    public Rhythm Rhythm { get; }

    public WheelTimer Timer { get; }

    public RhythmState State => _state;

    public void Began(DateTimeOffset at) => _state = _state with { LastRun = at, State = "running" };

    public void Ended(string how) => _state = _state with { State = how, Turns = _state.Turns + (how == "failed" ? 0 : 1) };

    /// <summary>Arranges the next turn: at the rhythm's own phase, or when the last turn asked for.</summary>
    /// <param name="next">What the turn asked for.</param>
    /// <param name="sinceBegin">How long ago the turn began.</param>
    /// <param name="wheel">The process's wheel.</param>
    /// <param name="phases">Gives the phase.</param>
    public void Schedule(TimeSpan? next, TimeSpan sinceBegin, TimerWheel wheel, PhaseSpreader phases)
    {
        if (next is { } asked)
        {
            _onGrid = false;
            wheel.Schedule(Timer, asked > sinceBegin ? asked - sinceBegin : TimeSpan.Zero);
        }
        else if (_onGrid)
        {
            wheel.Rearm(Timer, Rhythm.Interval);
        }
        else
        {
            _onGrid = true;
            wheel.Schedule(Timer, phases.FirstDelay(Rhythm.Interval));
        }
    }
}
