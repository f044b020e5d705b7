using PluginHost.Runtime.Plugins.Generations;
using PluginHost.Runtime.Plugins.Inspecting;
using PluginHost.Runtime.Plugins.Sources;
using PluginHost.Runtime.Plugins.Unloading;




namespace PluginHost.Runtime.Plugins;

public sealed partial class PluginCatalog
{
    /// <summary>Raised when the unloading of a generation has begun.</summary>
    internal event Action<RetiredGeneration>? Retired;

    /// <summary>Where the newest content of a plugin lies; <see langword="null"/> when there is no such plugin.</summary>
    internal PluginSource? SourceOf(string id) =>
        _entries.FirstOrDefault(entry => entry.Source.Id == id && entry.State != PluginState.Unloaded)?.Source;

    /// <summary>What a source holds at the moment, and what would be asked of it.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    internal Judgement ToJudge(PluginSource source) => _gate.ToJudge(source);

    /// <summary>The content of a generation that runs no more; <see langword="null"/> when it is no longer kept.</summary>
    internal GatedPlugin? FindRetired(string id, int generation) => _histories.GetValueOrDefault(id)?.FindContent(generation);

    /// <summary>In words, which generations can be gone back to; empty where none can.</summary>
    internal string DescribeRetired(string id) =>
        _histories.GetValueOrDefault(id)?.Kept is { Count: > 0 } kept ? $", only {string.Join(", ", kept)}" : "";

    /// <summary>Keeps the copies of a plugin while one is made.</summary>
    /// <returns>Ends it when disposed.</returns>
    internal IDisposable UseCopies(string id) => _staging.Use(id);

    /// <summary>Checks the newest content of a plugin. Changes nothing and may take long, so it needs no turn.</summary>
    /// <param name="source">Where it lies.</param>
    /// <param name="stop">Ends a compilation early.</param>
    internal Task<GateOutcome> ExamineAsync(PluginSource source, CancellationToken stop) => _gate.CheckAsync(source, previous: null, stop);

    /// <summary>
    /// Makes a generation of what was examined, beside the one that runs. A refusal is shown at once and changes nothing else.
    /// </summary>
    /// <param name="source">Where it lies.</param>
    /// <param name="outcome">What the gate said.</param>
    /// <param name="stop">Ends the wait for a constructor that hangs.</param>
    internal async Task<PluginPreparation> PrepareAsync(PluginSource source, GateOutcome outcome, CancellationToken stop)
    {
        if (outcome.Settled is { } settled)
        {
            Refuse(source, settled);
            return new(null, null, TimeSpan.Zero);
        }

        var passed = outcome.Passed!;
        var claims = new DriverClaims();
        foreach (var other in _entries.Where(entry => entry.Source.Id != source.Id).SelectMany(entry => entry.Claiming))
        {
            claims.TryClaim(other);
        }

        var began = _time.GetTimestamp();
        var activated = await ActivateAsync(passed, claims.TryClaim(passed)).WaitAsync(stop).ConfigureAwait(false);
        if (activated.Loaded is null)
        {
            Refuse(source, activated);
        }

        return new(passed, activated.Loaded, _time.GetElapsedTime(began));
    }

    /// <summary>
    /// Takes up what was found in files whose content is no news: it runs already, or it failed and the files are the same still.
    /// </summary>
    /// <returns>Whether it is no news.</returns>
    internal bool TakeVerdict(GatedPlugin passed)
    {
        if (EntryOf(passed.Id) is not { Loaded: { } loaded } entry || entry.Source != passed.Staged.Source)
        {
            return false;
        }

        var known = entry with { Judged = passed.Judgement, Findings = passed.Facts.Diagnostics };
        var runs = loaded.Staged.Hash == passed.Staged.Hash && loaded.Staged.Source == passed.Staged.Source;
        var failed = entry.State == PluginState.Failed && entry.Judged?.Content == passed.Staged.Hash;
        if (runs || failed)
        {
            Replace(entry, runs ? known with { State = PluginState.Loaded, Error = null } : known);
        }

        return runs || failed;
    }

    /// <summary>What runs if a prepared generation is switched in.</summary>
    internal PluginSnapshot Preview(LoadedPlugin plugin) =>
        new(_current.Plugins, [.. _current.Loaded.Where(loaded => loaded.Id != plugin.Id), plugin]);

    /// <summary>Shows that a prepared generation was refused after all; it is to be retired.</summary>
    internal void Refuse(GatedPlugin gated, string error) => Refuse(
        gated.Staged.Source,
        new PluginEntry(gated.Staged.Source, PluginState.Failed) { Error = error, Findings = gated.Facts.Diagnostics, Judged = gated.Judgement });

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
        Replace(entry, new PluginEntry(prepared.GoesBack && entry is not null ? entry.Source : gated.Staged.Source, PluginState.Loaded)
        {
            Gated = gated,
            Loaded = plugin,
            Fallback = entry?.Fallback ?? entry?.Loaded,
            Judged = prepared.GoesBack ? entry?.Judged : gated.Judgement,
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

        _staging.MarkBad(failed.Staged);
        var back = entry with { Loaded = fallback, Fallback = null, Gated = fallback.Gated };

        // A newer content that was refused meanwhile is what the state is about.
        Replace(entry, entry.State == PluginState.Loaded ? back with { State = PluginState.Failed, Error = error } : back);
        return failed;
    }

    /// <summary>Remembers, beyond the end of the process, that what runs of these plugins serves; not what is still on probation.</summary>
    internal void MarkServing(IReadOnlySet<string> ids)
    {
        foreach (var entry in _entries.Where(entry => entry is { Loaded: not null, Fallback: null } && ids.Contains(entry.Source.Id)))
        {
            _staging.MarkGood(entry.Loaded!.Staged);
        }
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
                .. HistoryOf(id).Contents.Select(content => content.Staged)]);
    }

    private void Refuse(PluginSource source, PluginEntry refusal)
    {
        var entry = EntryOf(source.Id);
        if (entry?.State != PluginState.Unloaded)
        {
            Replace(entry, entry?.Loaded is null
                ? refusal
                : entry with { Source = source, State = refusal.State, Error = refusal.Error, Findings = refusal.Findings, Judged = refusal.Judged });
        }
    }

    private PluginEntry? EntryOf(string id) => _entries.FirstOrDefault(entry => entry.Loaded?.Id == id)
        ?? _entries.FirstOrDefault(entry => entry.Source.Id == id);

    private void Replace(PluginEntry? entry, PluginEntry by) =>
        Publish(entry is null ? [.. _entries, by] : [.. _entries.Select(known => known == entry ? by : known)]);
}
