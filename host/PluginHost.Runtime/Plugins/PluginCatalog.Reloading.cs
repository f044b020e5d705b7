using PluginHost.Runtime.Plugins.Unloading;

namespace PluginHost.Runtime.Plugins;

public sealed partial class PluginCatalog
{
    /// <summary>How many copies of retired generations can be gone back to.</summary>
    private const int Kept = 5;

    /// <summary>Raised when the unloading of a generation has begun.</summary>
    internal event Action<RetiredGeneration>? Retired;

    /// <summary>Where the newest content of a plugin lies; <see langword="null"/> when there is no such plugin.</summary>
    internal PluginSource? SourceOf(string id) =>
        _entries.FirstOrDefault(entry => entry.Source.Id == id && entry.State != PluginState.Unloaded)?.Source;

    /// <summary>What a source holds at the moment, as one hash.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    internal string HashOf(PluginSource source) => _gate.HashOf(source);

    /// <summary>The content of a generation that runs no more; <see langword="null"/> when it is no longer kept.</summary>
    internal GatedPlugin? FindRetired(string id, int generation) => _histories.GetValueOrDefault(id)?.FindContent(generation);

    /// <summary>
    /// Checks the newest content of a plugin and makes a generation of it, beside the one that runs. A refusal is shown at
    /// once and changes nothing else.
    /// </summary>
    /// <param name="source">Where it lies.</param>
    /// <param name="stop">Ends a compilation early.</param>
    internal async Task<PluginPreparation> PrepareAsync(PluginSource source, CancellationToken stop)
    {
        var began = _time.GetTimestamp();
        var outcome = await _gate.CheckAsync(source, previous: null, stop).ConfigureAwait(false);
        return await PrepareAsync(source, outcome, began).ConfigureAwait(false);
    }

    /// <summary>Makes a generation of what has passed the gate before.</summary>
    /// <param name="retired">What <see cref="FindRetired"/> found.</param>
    internal Task<PluginPreparation> PrepareAsync(GatedPlugin retired) =>
        PrepareAsync(retired.Staged.Source, new GateOutcome(null, retired), _time.GetTimestamp());

    /// <summary>Makes a prepared generation the one that runs, in one write.</summary>
    /// <param name="prepared">The generation.</param>
    /// <returns>
    /// A generation in between, which was still on probation: retire it once its devices have gone over. The one before it stays the
    /// fallback.
    /// </returns>
    internal LoadedPlugin? Switch(PluginPreparation prepared)
    {
        var (gated, plugin) = (prepared.Gated!, prepared.Plugin!);
        var entry = EntryOf(plugin.Id);
        Replace(entry, new PluginEntry(gated.Staged.Source, PluginState.Loaded)
        {
            Gated = gated,
            Loaded = plugin,
            Fallback = entry?.Fallback ?? entry?.Loaded,
            Judged = gated.Staged.Hash,
            Findings = gated.Facts.Diagnostics,
        });
        return entry?.Fallback is null ? null : entry.Loaded;
    }

    /// <summary>Ends the probation of the generation that runs: it stays.</summary>
    /// <returns>The one before it, to be retired.</returns>
    internal LoadedPlugin? Confirm(string id)
    {
        if (EntryOf(id) is not { Loaded: { } loaded } entry)
        {
            return null;
        }

        _staging.MarkGood(loaded.Staged);
        Replace(entry, entry with { Fallback = null });
        return entry.Fallback;
    }

    /// <summary>Makes the fallback the one that runs again.</summary>
    /// <param name="id">The plugin.</param>
    /// <param name="error">Why the newest one had to go.</param>
    /// <returns>The newest generation, to be retired once its devices have gone back; <see langword="null"/> without a fallback.</returns>
    internal LoadedPlugin? RollBack(string id, string error)
    {
        if (EntryOf(id) is not { Fallback: { } fallback, Loaded: { } failed } entry)
        {
            return null;
        }

        Replace(entry, entry with { Loaded = fallback, Fallback = null, Gated = fallback.Gated, State = PluginState.Failed, Error = error });
        return failed;
    }

    /// <summary>Unloads a generation that serves nothing any more.</summary>
    internal async Task<RetiredGeneration> RetireAsync(LoadedPlugin plugin)
    {
        var retired = await plugin.RetireAsync(_time).ConfigureAwait(false);
        HistoryOf(plugin.Id).Add(retired, plugin.Gated);
        Log.Retired(_logger, plugin.Id, plugin.Generation);
        Publish(_entries);
        Retired?.Invoke(retired);
        return retired;
    }

    /// <summary>Deletes the copies of a plugin that nobody can go back to any more.</summary>
    internal void Sweep(string id)
    {
        var entry = EntryOf(id);
        _staging.Sweep(
            id,
            [.. new[] { entry?.Loaded, entry?.Fallback }.OfType<LoadedPlugin>().Select(plugin => plugin.Staged),
                .. HistoryOf(id).Contents.TakeLast(Kept).Select(content => content.Staged)]);
    }

    private async Task<PluginPreparation> PrepareAsync(PluginSource source, GateOutcome outcome, long began)
    {
        var gate = _time.GetElapsedTime(began);
        if (outcome.Settled is { } settled)
        {
            return new(null, null, Refuse(source, settled), gate, TimeSpan.Zero);
        }

        var passed = outcome.Passed!;
        var claims = new DriverClaims();
        foreach (var other in _entries.Where(entry => entry.Source.Id != source.Id).Select(entry => entry.Gated).OfType<GatedPlugin>())
        {
            claims.TryClaim(other);
        }

        began = _time.GetTimestamp();
        var activated = await ActivateAsync(passed, claims.TryClaim(passed)).ConfigureAwait(false);
        return activated.Loaded is { } plugin
            ? new(passed, plugin, null, gate, _time.GetElapsedTime(began))
            : new(passed, null, Refuse(source, activated), gate, _time.GetElapsedTime(began));
    }

    private PluginEntry Refuse(PluginSource source, PluginEntry refusal)
    {
        var entry = EntryOf(source.Id);
        var shown = entry?.Loaded is null
            ? refusal
            : entry with { Source = source, State = refusal.State, Error = refusal.Error, Findings = refusal.Findings, Judged = refusal.Judged };
        Replace(entry, shown);
        return shown;
    }

    private PluginEntry? EntryOf(string id) => _entries.FirstOrDefault(entry => entry.Loaded?.Id == id)
        ?? _entries.FirstOrDefault(entry => entry.Source.Id == id);

    private void Replace(PluginEntry? entry, PluginEntry by) =>
        Publish(entry is null ? [.. _entries, by] : [.. _entries.Select(known => known == entry ? by : known)]);
}
