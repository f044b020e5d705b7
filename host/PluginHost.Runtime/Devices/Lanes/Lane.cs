using PluginHost.Runtime.Devices.Commands;
using PluginHost.Runtime.Scheduling;

namespace PluginHost.Runtime.Devices.Lanes;

/// <summary>
/// Arranges the turns of one open connection: one at a time, commands first, but a due rhythm at the latest every second
/// turn.
/// </summary>
internal sealed class Lane
{
    private readonly Lock _lock = new();
    private readonly Queue<LaneRhythm> _due = new();
    private readonly LaneSignal _wake = new();
    private readonly CommandQueue _commands;
    private readonly TimeSpan _commandGap;
    private readonly TimerWheel _wheel;
    private readonly PhaseSpreader _phases;
    private readonly TimeProvider _time;
    private volatile bool _running;

    public Lane(
        IReadOnlyList<Rhythm> rhythms, CommandQueue commands, TimeSpan commandGap, TimerWheel wheel, PhaseSpreader phases, TimeProvider time)
    {
        (_commands, _commandGap, _wheel, _phases, _time) = (commands, commandGap, wheel, phases, time);
        Rhythms = [.. rhythms.Select(rhythm => new LaneRhythm(rhythm, MakeDue))];
    }

    public IReadOnlyList<LaneRhythm> Rhythms { get; }

    /// <summary>Makes a rhythm due now; of several requests before its turn one counts.</summary>
    public void RunSoon(string name)
    {
        if (_running && Rhythms.FirstOrDefault(rhythm => rhythm.Rhythm.Name == name) is { } rhythm)
        {
            _wheel.Cancel(rhythm.Timer);
            MakeDue(rhythm);
        }
    }

    /// <summary>Runs turns until stopped or a turn ends the connection. A turn under way is finished first.</summary>
    public async Task RunAsync(ILaneTurns turns, CancellationToken stop)
    {
        Action listener = _wake.Set;
        _commands.Listen(listener);
        _running = true;
        foreach (var rhythm in Rhythms)
        {
            MakeDue(rhythm);
        }

        try
        {
            await TakeTurnsAsync(turns, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Being stopped is how a lane ends.
        }
        finally
        {
            _running = false;
            _commands.Unlisten(listener);
            foreach (var rhythm in Rhythms)
            {
                _wheel.Cancel(rhythm.Timer);
            }
        }
    }

    private async Task TakeTurnsAsync(ILaneTurns turns, CancellationToken stop)
    {
        var goesOn = true;
        var lastWasCommand = false;
        while (goesOn)
        {
            stop.ThrowIfCancellationRequested();
            var batch = lastWasCommand && HasDue() ? [] : _commands.Take();
            if (batch.Count > 0)
            {
                lastWasCommand = true;
                goesOn = await turns.RunCommandsAsync(batch).ConfigureAwait(false);
                _commands.BeginGap(_commandGap);
            }
            else if (TakeDue() is { } rhythm)
            {
                lastWasCommand = false;
                goesOn = await RunAsync(rhythm, turns).ConfigureAwait(false);
            }
            else
            {
                await _wake.WaitAsync(stop).ConfigureAwait(false);
            }
        }
    }

    private async Task<bool> RunAsync(LaneRhythm rhythm, ILaneTurns turns)
    {
        var began = _time.GetTimestamp();
        var (next, goesOn) = await turns.RunRhythmAsync(rhythm).ConfigureAwait(false);
        if (goesOn)
        {
            rhythm.Schedule(next, _time.GetElapsedTime(began), _wheel, _phases);
        }

        return goesOn;
    }

    private void MakeDue(LaneRhythm rhythm)
    {
        lock (_lock)
        {
            if (!_due.Contains(rhythm))
            {
                _due.Enqueue(rhythm);
            }
        }

        _wake.Set();
    }

    private bool HasDue()
    {
        lock (_lock)
        {
            return _due.Count > 0;
        }
    }

    private LaneRhythm? TakeDue()
    {
        lock (_lock)
        {
            return _due.TryDequeue(out var rhythm) ? rhythm : null;
        }
    }
}
