using PluginHost.Barco.Protocol;
using PluginHost.Barco.Virtual.Knobs;

namespace PluginHost.Barco.Virtual.Model;

/// <summary>State and target state, moved by commands and by time. Knows no clock of its own: it is told the time.</summary>
internal sealed class PowerMachine
{
    private readonly VirtualOptions _options;
    private readonly Queue<(PulseState State, TimeSpan After)> _steps = new();
    private DateTimeOffset _stepSince;

    public PowerMachine(VirtualOptions options)
    {
        _options = options;
        State = options.State switch
        {
            InitialState.Standby => PulseState.Standby,
            InitialState.Ready => PulseState.Ready,
            InitialState.On => PulseState.On,
            _ => PulseState.Eco,
        };
        Target = State;
    }

    public PulseState State { get; private set; }

    public PulseState Target { get; private set; }

    /// <summary>Whether a transition runs; commands are refused as busy meanwhile.</summary>
    public bool IsChanging => _steps.Count > 0;

    /// <summary>When the next step is due; null where none is.</summary>
    public DateTimeOffset? Due => _steps.TryPeek(out var step) ? _stepSince + step.After : null;

    /// <summary>Where to the transition leads, as the busy text of a projector names it.</summary>
    public string BusyName => _steps.TryPeek(out var step)
        ? State.Name switch
        {
            "deconditioning" => "off",
            "conditioning" => "conditioning",
            _ => step.State.Name,
        }
        : State.Name;

    public void PowerOn(DateTimeOffset now)
    {
        (PulseState, TimeSpan)[] up = [(PulseState.Conditioning, TimeSpan.Zero), (PulseState.On, _options.OnAfter)];
        switch (State.Name)
        {
            case "eco":
                Begin(now, PulseState.On, [(PulseState.Boot, TimeSpan.Zero), (PulseState.Standby, _options.WakeAfter), (PulseState.Ready, _options.ReadyAfter), .. up]);
                break;
            case "standby":
                Begin(now, PulseState.On, [(PulseState.Ready, _options.ReadyAfter), .. up]);
                break;
            case "ready":
                Begin(now, PulseState.On, up);
                break;
        }
    }

    public void PowerOff(DateTimeOffset now)
    {
        switch (State.Name)
        {
            case "on":
                Begin(now, PulseState.Ready, [(PulseState.Deconditioning, TimeSpan.Zero), (PulseState.Ready, _options.OffAfter)]);
                break;
            case "ready" when _options.PowerOffInReady == PowerOffInReady.StepDown:
                Begin(now, PulseState.Standby, [(PulseState.Standby, TimeSpan.Zero)]);
                break;
            case "standby" when _options.PowerOffInReady == PowerOffInReady.StepDown:
                GoToEco(now);
                break;
        }
    }

    public void GoToReady(DateTimeOffset now)
    {
        switch (State.Name)
        {
            case "on":
                PowerOff(now);
                break;
            case "standby":
                Begin(now, PulseState.Ready, [(PulseState.Ready, _options.ReadyAfter)]);
                break;
        }
    }

    public void GoToEco(DateTimeOffset now)
    {
        if (State == PulseState.On)
        {
            Begin(now, PulseState.Eco, [(PulseState.Deconditioning, TimeSpan.Zero), (PulseState.Eco, _options.OffAfter)]);
        }
        else if (State != PulseState.Eco)
        {
            Begin(now, PulseState.Eco, [(PulseState.Eco, TimeSpan.Zero)]);
        }
    }

    /// <summary>A wake packet came; it means something in eco only.</summary>
    public void Wake(DateTimeOffset now)
    {
        if (State == PulseState.Eco)
        {
            Begin(now, PulseState.Standby, [(PulseState.Boot, TimeSpan.Zero), (PulseState.Standby, _options.WakeAfter)]);
        }
    }

    /// <summary>Takes one step that is due.</summary>
    /// <returns>False where none is.</returns>
    public bool Step(DateTimeOffset now)
    {
        if (Due is not { } due || due > now)
        {
            return false;
        }

        // From the due time, so that a clock that jumps does not stretch the steps after this one.
        State = _steps.Dequeue().State;
        _stepSince = due;
        return true;
    }

    private void Begin(DateTimeOffset now, PulseState target, ReadOnlySpan<(PulseState State, TimeSpan After)> steps)
    {
        Target = target;
        _stepSince = now;
        foreach (var step in steps)
        {
            _steps.Enqueue(step);
        }
    }
}
