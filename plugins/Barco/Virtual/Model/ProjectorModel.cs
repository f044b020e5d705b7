using System.Text.Json;
using PluginHost.Barco.Protocol;
using PluginHost.Barco.Protocol.Names;
using PluginHost.Barco.Virtual.Knobs;

namespace PluginHost.Barco.Virtual.Model;

/// <summary>The projector apart from its connections: power, properties, presets. Told the time, and guarded by its owner's lock.</summary>
internal sealed class ProjectorModel
{
    private static readonly string[] PipelineObjects = ["image", "illumination.sources.laser", "optics", "profile"];

    private readonly List<ModelChange> _modelChanges = [];
    private (string Source, DateTimeOffset Due)? _newSource;
    private DateTimeOffset? _asleepSince;

    public ProjectorModel(VirtualOptions options)
    {
        Options = options;
        Power = new PowerMachine(options);
        SystemSeed.Fill(Properties, options);
        ImageSeed.Fill(Properties);
        Presets = new PresetTable(Properties, options.PresetForm);
        ShowState();
        Properties.TakeChanges();
        _modelChanges.Clear();
    }

    public VirtualOptions Options { get; }

    public PowerMachine Power { get; }

    public PropertyStore Properties { get; } = new();

    public PresetTable Presets { get; }

    /// <summary>Whether the network sees nothing of it.</summary>
    public bool IsOffline { get; private set; }

    /// <summary>When something happens by itself next; null where nothing does.</summary>
    public DateTimeOffset? Due => new[] { Power.Due, _newSource?.Due, WakeDue }.Min();

    private DateTimeOffset? WakeDue =>
        Options.EcoLasts > TimeSpan.Zero && !Power.IsChanging ? _asleepSince + Options.EcoLasts : null;

    public TimeSpan Latency => Power.IsChanging ? Options.TransitionLatency : Options.Latency;

    /// <summary>Does all that is due.</summary>
    public void Advance(DateTimeOffset now)
    {
        if (WakeDue <= now)
        {
            Power.Wake(now);
        }

        ShowState();
        while (Power.Step(now))
        {
            if (Power.State == PulseState.Eco)
            {
                _asleepSince = now;
            }

            ShowState();
        }

        if (_newSource is { } pending && pending.Due <= now)
        {
            _newSource = null;
            ShowSource(pending.Source);
        }
    }

    /// <summary>A source switch shows no source first.</summary>
    public WriteResult SwitchSource(JsonElement source, DateTimeOffset now)
    {
        if (!Properties.TryGet(ImageNames.Source, out var property))
        {
            return WriteResult.NotFound;
        }

        var result = property.Type.Check(source);
        if (result == WriteResult.Taken && source.GetString() is { } name && name != property.Value!.GetValue<string>())
        {
            ShowSource("");
            _newSource = (name, now + Options.SourceAfter);
            Advance(now);
        }

        return result;
    }

    public IReadOnlyList<ModelChange> TakeModelChanges()
    {
        ModelChange[] changes = [.. _modelChanges];
        _modelChanges.Clear();
        return changes;
    }

    private void ShowSource(string source)
    {
        Properties.Set(ImageNames.Source, source);
        Properties.Set(ImageNames.ActiveSignal, source == ImageSeed.Sources[0]);
    }

    private void ShowState()
    {
        var state = Power.State;
        var light = state == PulseState.On ? "On" : "Off";
        var hadPipeline = Properties.Present.HasFlag(PulsePropertyGroups.Image);
        Properties.Present = state.Readable | state.Uncertain;
        Properties.Set(SystemNames.TargetState, Power.Target.Name);
        Properties.Set(SystemNames.State, state.Name);
        Properties.Set(IlluminationNames.State, light);
        Properties.Set(IlluminationNames.LaserStatus, light);
        IsOffline = Options.Eco == EcoMode.Offline && (state == PulseState.Eco || state == PulseState.Boot);

        var hasPipeline = Properties.Present.HasFlag(PulsePropertyGroups.Image);
        if (hasPipeline != hadPipeline)
        {
            _modelChanges.AddRange(PipelineObjects.Select(name => new ModelChange(name, hasPipeline)));
        }
    }
}
