using PluginHost.Barco.Protocol;
using PluginHost.Barco.Protocol.Names;
using PluginHost.Barco.Session;
using PluginHost.Barco.State;

namespace PluginHost.Barco.Readings;

/// <summary>What there is while the image pipeline runs: source, signal, laser, picture.</summary>
internal sealed class PictureReading(PulseClient client, ProjectorView view, bool subscribes)
{
    private static readonly TimeSpan SafetyNet = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan InDoubt = TimeSpan.FromSeconds(2);

    private static readonly string[] Names =
    [
        ImageNames.Source, IlluminationNames.LaserMinPower, IlluminationNames.LaserMaxPower,
        OpticsNames.Zoom + OpticsNames.MotorPosition, .. PropertyBindings.Picture.Select(binding => binding.Property),
    ];

    private readonly WatchedProperties _properties = new(client, subscribes);
    private int? _epoch;

    public async Task<RhythmTurn> TurnAsync(Deadline deadline)
    {
        var state = view.State;
        if (!(state.Readable | state.Uncertain).HasFlag(PulsePropertyGroups.Image))
        {
            return RhythmTurn.NextIn(subscribes ? SafetyNet : state.PollInterval);
        }

        var epoch = view.Epoch;
        if (epoch != _epoch)
        {
            _properties.Forget();
        }

        _epoch = epoch;
        var source = view.Source;
        var names = source.Length > 0 ? Names.Append(ImageNames.DetectedSignal(source)) : Names;
        var isComplete = await _properties.ReadAsync(names, view.Take, deadline).ConfigureAwait(false);
        if (!subscribes && view.Source is { Length: > 0 } now && now != source && isComplete && deadline.AllowsAnother())
        {
            // A connection for one poll learns the source only now, and has no second turn for its signal.
            await _properties.ReadAsync([ImageNames.DetectedSignal(now)], view.Take, deadline).ConfigureAwait(false);
        }

        return RhythmTurn.NextIn(
            !isComplete || (subscribes && view.Epoch != epoch) ? Soon
            : view.IsSourceInDoubt ? InDoubt
            : _properties.IsNotified ? SafetyNet
            : state.PollInterval);
    }
}
