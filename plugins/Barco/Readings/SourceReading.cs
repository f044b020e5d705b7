using PluginHost.Barco.Protocol;
using PluginHost.Barco.Protocol.Names;
using PluginHost.Barco.Session;
using PluginHost.Barco.State;

namespace PluginHost.Barco.Readings;

/// <summary>The names that sources and profiles can be chosen by; they hardly ever change while the pipeline runs.</summary>
internal sealed class SourceReading(PulseClient client, ProjectorView view, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    private string? _state;
    private long _lastRead;

    public async Task<RhythmTurn> TurnAsync(Deadline deadline)
    {
        // Other occasions than a change of state ask for a turn too; the names need no reading for those.
        var state = view.State;
        var isDue = state.Name != _state || time.GetElapsedTime(_lastRead) >= Interval;
        if (!isDue || !state.Readable.HasFlag(PulsePropertyGroups.Image))
        {
            return RhythmTurn.NextIn(Interval);
        }

        var sources = await client.CallAsync(ImageNames.SourceList, null, deadline).ConfigureAwait(false);
        var profiles = await client.GetAsync(ProfileNames.Profiles, deadline).ConfigureAwait(false);
        if ((sources.Error ?? profiles.Error) is { Class: PulseErrorClass.Busy } busy)
        {
            throw new DeviceBusyException($"The projector is busy: {busy.Message}");
        }

        _state = state.Name;
        _lastRead = time.GetTimestamp();
        if (sources.Error is null && TextList.TryParse(sources.Result, out var sourceNames))
        {
            view.DeclareSources([.. sourceNames.Distinct()]);
        }

        if (profiles.Error is null && TextList.TryParse(profiles.Result, out var profileNames))
        {
            view.DeclareProfiles([.. profileNames.Distinct()]);
        }

        view.CompleteDeclaration();
        return RhythmTurn.NextIn(Interval);
    }
}
