using System.Text.Json;
using PluginHost.Barco.Declarations;
using PluginHost.Barco.Protocol;
using PluginHost.Barco.Protocol.Names;

namespace PluginHost.Barco.State;

/// <summary>What is known of the projector, and what the host is shown of it. Fed by the reader and by the lane at once.</summary>
internal sealed class ProjectorView
{
    private readonly Lock _lock = new();
    private readonly IConnectionContext _attempt;
    private readonly DeclaredEntities _declared;
    private readonly SourceSwitch _sourceSwitch;
    private PulseState _state;
    private PulseState? _target;
    private string _source = "";
    private double? _laserMin;
    private double? _laserMax;
    private int _epoch;

    public ProjectorView(IConnectionContext attempt, PulseState state)
    {
        (_attempt, _state) = (attempt, state);
        _declared = new DeclaredEntities(attempt.Entities);
        _sourceSwitch = new SourceSwitch(attempt.Time);
        ShowState_NeedsLock();
        attempt.Entities.Set(BarcoEntities.Remote.Id, EntityValue.Nothing);
    }

    public PulseState State
    {
        get
        {
            lock (_lock)
            {
                return _state;
            }
        }
    }

    /// <summary>Counts the occasions after which everything is worth reading anew: another state, objects that came or went, another source.</summary>
    public int Epoch => Volatile.Read(ref _epoch);

    /// <summary>The source; empty for none or while it is changing.</summary>
    public string Source
    {
        get
        {
            lock (_lock)
            {
                return _source;
            }
        }
    }

    public bool IsSourceInDoubt
    {
        get
        {
            lock (_lock)
            {
                return _sourceSwitch.IsInDoubt;
            }
        }
    }

    /// <summary>Whether a person would call it on or coming on.</summary>
    public bool IsPoweredOn
    {
        get
        {
            lock (_lock)
            {
                return PulseState.IsPoweredOn(_state, _target);
            }
        }
    }

    /// <summary>Takes what came unasked.</summary>
    public void Take(PulseMessage message)
    {
        switch (message)
        {
            case PropertyChanged changed:
                foreach (var (name, value) in changed.Properties)
                {
                    Take(name, value);
                }

                break;
            case SignalCallback signals when signals.Signals.Any(signal => ModelUpdate.TryParse(signal, out _)):
                BeginEpoch();
                break;
        }
    }

    /// <summary>Takes a property's value, or that it is absent.</summary>
    public void Take(string property, JsonElement? value)
    {
        lock (_lock)
        {
            switch (property)
            {
                case SystemNames.State when value is { ValueKind: JsonValueKind.String } state:
                    TakeState_NeedsLock(PulseState.Parse(state.GetString()!));
                    break;
                case SystemNames.TargetState:
                    _target = value is { ValueKind: JsonValueKind.String } target ? PulseState.Parse(target.GetString()!) : null;
                    ShowState_NeedsLock();
                    break;
                case ImageNames.Source:
                    TakeSource_NeedsLock(value);
                    break;
                case IlluminationNames.LaserMinPower:
                    _laserMin = value is { ValueKind: JsonValueKind.Number } min ? min.GetDouble() : _laserMin;
                    DeclareLaser_NeedsLock();
                    break;
                case IlluminationNames.LaserMaxPower:
                    _laserMax = value is { ValueKind: JsonValueKind.Number } max ? max.GetDouble() : _laserMax;
                    DeclareLaser_NeedsLock();
                    break;
                case SystemNames.Health or EnvironmentNames.AlarmState when value is { } health:
                    ShowHealth(PropertyBindings.Text(health));
                    break;
                case OpticsNames.Zoom + OpticsNames.MotorPosition:
                    ShowLens(value is not null);
                    break;
                default:
                    TakeOther_NeedsLock(property, value);
                    break;
            }
        }
    }

    /// <summary>A command has set something going.</summary>
    public void ReadStateSoon() => _attempt.RunSoon(RhythmNames.State);

    /// <summary>Shows a value that the projector has acknowledged, or told otherwise.</summary>
    public void Show(Entity entity, EntityValue value) => _attempt.Entities.Set(entity.Id, value);

    /// <summary>The same for what stays true while the projector is not reached.</summary>
    public void ShowLasting(Entity entity, EntityValue value) => _attempt.Entities.Set(entity.Id, value, outlivesConnection: true);

    public void ShowUnavailable(Entity entity) => _attempt.Entities.SetUnavailable(entity.Id);

    public void DeclareSources(IReadOnlyList<string> sources) => Declare(BarcoEntities.Source with { Options = sources });

    public void DeclareProfiles(IReadOnlyList<string> profiles)
    {
        Declare(BarcoEntities.Profile with { Options = profiles });
        Show(BarcoEntities.Profile, EntityValue.Nothing);
        Show(BarcoEntities.Preset, EntityValue.Nothing);
    }

    /// <summary>All that the projector could tell about its entities was read.</summary>
    public void CompleteDeclaration()
    {
        lock (_lock)
        {
            _declared.Complete();
        }
    }

    private void Declare(Entity entity)
    {
        lock (_lock)
        {
            _declared.Set(entity);
        }
    }

    private void BeginEpoch()
    {
        Interlocked.Increment(ref _epoch);
        _attempt.RunSoon(RhythmNames.Picture);
        _attempt.RunSoon(RhythmNames.Sources);
    }

    private void TakeState_NeedsLock(PulseState state)
    {
        if (state.Name != _state.Name)
        {
            _state = state;
            BeginEpoch();
        }

        ShowState_NeedsLock();
    }

    private void TakeSource_NeedsLock(JsonElement? value)
    {
        if (value is not { ValueKind: JsonValueKind.String } name)
        {
            ShowUnavailable(BarcoEntities.Source);
            return;
        }

        var source = name.GetString()!;
        if (!_sourceSwitch.Believes(source))
        {
            // Nothing may follow: then reading it again shows that there is none.
            _attempt.RunSoon(RhythmNames.Picture);
            return;
        }

        if (source != _source)
        {
            _source = source;
            BeginEpoch();
        }

        Show(BarcoEntities.Source, source.Length > 0 ? source : EntityValue.Nothing);
    }

    private void TakeOther_NeedsLock(string property, JsonElement? value)
    {
        if (PropertyBindings.ByProperty.TryGetValue(property, out var binding))
        {
            var shown = value is { } known ? binding.Read(known) : EntityValue.Nothing;
            if (shown == EntityValue.Nothing)
            {
                ShowUnavailable(binding.Entity);
            }
            else if (PropertyBindings.Identity.Contains(binding))
            {
                ShowLasting(binding.Entity, shown);
            }
            else
            {
                Show(binding.Entity, shown);
            }
        }
        else if (_source.Length > 0 && property == ImageNames.DetectedSignal(_source))
        {
            if (value is { } element && DetectedSignal.TryParse(element, out var signal))
            {
                Show(BarcoEntities.SignalName, signal.Name);
                Show(BarcoEntities.Signal, signal.Active);
            }
            else
            {
                ShowUnavailable(BarcoEntities.SignalName);
            }
        }
    }

    private void ShowState_NeedsLock()
    {
        // Asleep it leaves the network, and this is the last that was heard of it.
        var isAsleep = _state == PulseState.Eco;
        _attempt.Entities.Set(BarcoEntities.State.Id, _state.Name, isAsleep);
        _attempt.Entities.Set(BarcoEntities.Power.Id, PulseState.IsPoweredOn(_state, _target), isAsleep);
        if (_target is { } target)
        {
            _attempt.Entities.Set(BarcoEntities.TargetState.Id, target.Name, isAsleep);
        }
        else
        {
            ShowUnavailable(BarcoEntities.TargetState);
        }

        _attempt.SetBusy(Transition_NeedsLock());
        if (!(_state.Readable | _state.Uncertain).HasFlag(PulsePropertyGroups.Image))
        {
            foreach (var entity in BarcoEntities.OfImagePipeline)
            {
                ShowUnavailable(entity);
            }
        }
    }

    private string? Transition_NeedsLock() =>
        _target is { IsKnown: true } target && target != _state && _state.IsKnown && _state != PulseState.Error && _state != PulseState.Service
            ? $"The projector goes from {_state.Name} to {target.Name}."
            : _state.IsTransition ? $"The projector is {_state.Name}." : null;

    private void ShowHealth(EntityValue health)
    {
        if (health.Kind == EntityValueKind.Text)
        {
            Show(BarcoEntities.Health, health);
            Show(BarcoEntities.Problem, health.Text is not ("Normal" or "Ok"));
        }
    }

    private void ShowLens(bool isPresent)
    {
        foreach (var button in BarcoEntities.LensButtons)
        {
            if (isPresent)
            {
                Show(button, EntityValue.Nothing);
            }
            else
            {
                ShowUnavailable(button);
            }
        }
    }

    private void DeclareLaser_NeedsLock()
    {
        if (_laserMin < _laserMax)
        {
            _declared.Set(BarcoEntities.LaserPower with { Min = _laserMin, Max = _laserMax });
        }
    }
}
