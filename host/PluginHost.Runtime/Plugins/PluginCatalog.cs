using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Plugins.Generations;
using PluginHost.Runtime.Plugins.Inspecting;
using PluginHost.Runtime.Plugins.Scripts;
using PluginHost.Runtime.Plugins.Sources;
using PluginHost.Runtime.Plugins.Staging;

namespace PluginHost.Runtime.Plugins;

/// <summary>Knows every plugin: finds their sources, loads them, unloads them, and tells what became of each.</summary>
/// <remarks>
/// In two steps, for what leaves must be stopped by who runs it: <see cref="FindChanges"/> tells what would go, the caller
/// stops the devices of it, <see cref="ApplyAsync"/> unloads and loads. The first load goes the same way. What runs and has
/// changed is reloaded one by one, since its devices go over to the new generation meanwhile.
/// </remarks>
public sealed partial class PluginCatalog
{
    private readonly SemaphoreSlim _applying = new(1);
    private readonly Dictionary<string, PluginHistory> _histories = [];
    private readonly PluginStaging _staging;
    private readonly PluginGate _gate;
    private readonly PluginActivator _activator;
    private readonly string? _builtInFolder;
    private readonly TimeProvider _time;
    private readonly ILogger<PluginCatalog> _logger;

    private IReadOnlyList<PluginEntry> _entries = [];
    private IReadOnlyList<PluginSource> _shadowed = [];
    private volatile PluginSnapshot _current = new([], []);
    private bool _swept;

    /// <summary>Creates an empty catalog.</summary>
    /// <param name="dataFolder">Holds <c>cache/</c>, where the plugins' copies go; one process at a time owns it.</param>
    /// <param name="builtInFolder">The folder of the plugins that came with the host, if any.</param>
    /// <param name="scripts">Compiles scripts; without it they are refused.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    public PluginCatalog(
        string dataFolder, string? builtInFolder, IScriptCompiler? scripts, TimeProvider time, ILogger<PluginCatalog> logger)
    {
        _staging = new PluginStaging(Path.Combine(dataFolder, "cache"), logger);
        _gate = new PluginGate(_staging, new ScriptStaging(_staging, scripts));
        _activator = new PluginActivator(time);
        _builtInFolder = builtInFolder;
        _time = time;
        _logger = logger;
    }

    /// <summary>All plugins as they are now.</summary>
    public PluginSnapshot Current => _current;

    /// <summary>Compares the plugins on disk with what runs. Changes nothing.</summary>
    /// <param name="folders">The configured folders, first come first; the built-in folder comes after them.</param>
    /// <param name="moving">Paths of plugins that are being written to at the moment, which stay as they are.</param>
    /// <exception cref="UnauthorizedAccessException">One of the folders may not be read.</exception>
    /// <exception cref="IOException">One of the folders cannot be read.</exception>
    public PluginChanges FindChanges(IEnumerable<string> folders, IReadOnlySet<string>? moving = null)
    {
        var (basis, entries) = (_current, _entries);
        var roots = folders.Append(_builtInFolder).OfType<string>().Select(PluginSources.FullPath).ToHashSet();

        // Where its newest content lies, which is not where a generation came from that was gone back to.
        bool Runs(PluginSource source) => entries.Any(entry => entry.Loaded is not null && entry.Source.Path == source.Path);

        // A root that is gone as a whole, a share for one, is no reason to stop what came from it.
        bool IsMoving(string path) => moving?.Contains(path) == true
            || (Path.GetDirectoryName(path) is { } root && roots.Contains(root) && !Directory.Exists(root));

        // What lies below a build's output is a plugin of its own only while the build is not being written.
        bool IsWithinMoving(string path) => moving?.Contains(Path.GetDirectoryName(path)!) == true;

        var found = PluginSources.Find(folders, _builtInFolder)
            .Where(source => Runs(source) || !(IsMoving(source.Path) || IsWithinMoving(source.Path)))
            .ToList();
        var claims = PluginClaims.Settle(found, Runs);
        var winners = claims.Winners.ToDictionary(winner => winner.Id);
        var running = claims.Winners.Where(winner => !IsMoving(winner.Path))
            .ToLookup(winner => entries.FirstOrDefault(entry => entry.Loaded?.Id == winner.Id) is { } entry ? IsOutdated(entry, winner) : (bool?)null);
        return new PluginChanges(
            basis,
            claims,
            [.. entries.Where(entry => entry.Loaded is { } plugin && !winners.ContainsKey(plugin.Id) && !IsMoving(entry.Source.Path))
                .Select(entry => entry.Loaded!)],
            [.. running[true]],
            [.. running[false]]);
    }

    /// <summary>Unloads what leaves and loads what was added. A plugin that cannot be loaded affects no other.</summary>
    /// <param name="changes">What <see cref="FindChanges"/> found.</param>
    /// <param name="stop">Ends it early, though a plugin hangs, when the process is about to end: nothing more is loaded.</param>
    /// <returns>All plugins afterwards.</returns>
    /// <exception cref="InvalidOperationException">Other changes have been applied since these were found.</exception>
    public async Task<PluginSnapshot> ApplyAsync(PluginChanges changes, CancellationToken stop = default)
    {
        await _applying.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            if (changes.Basis.Loaded.Except(_current.Loaded).Any() || _current.Loaded.Except(changes.Basis.Loaded).Any())
            {
                throw new InvalidOperationException("The plugins have changed since these changes were found; find them anew.");
            }

            var winners = changes.Claims.Winners;
            foreach (var plugin in changes.Leaving)
            {
                await LeaveAsync(plugin).ConfigureAwait(false);
            }

            var staying = _entries.Where(entry => entry.Loaded is not null).ToList();
            var loaded = await LoadAsync([.. winners.Where(winner => staying.All(entry => entry.Source.Id != winner.Id))], stop).ConfigureAwait(false);
            var refused = changes.Claims.Refused.Select(claim => PluginEntry.Rejected(claim.Source, claim.Error));
            var gone = _entries.Where(entry => entry.State == PluginState.Unloaded && winners.All(winner => winner.Id != entry.Source.Id));
            var inOrder = staying.Concat(loaded).OrderBy(entry => IndexOf(winners, entry.Source.Id)).ToList();
            LogChanges(changes.Claims, [.. inOrder, .. refused]);
            Publish([.. inOrder, .. refused, .. gone]);
            foreach (var first in loaded.Where(entry => entry.State == PluginState.Loaded && !_staging.HasGood(entry.Source.Id)))
            {
                _staging.MarkGood(first.Loaded!.Staged);
            }

            SweepOnce();
            return _current;
        }
        finally
        {
            _applying.Release();
        }
    }

    private static int IndexOf(IReadOnlyList<PluginSource> winners, string id) =>
        winners.Index().FirstOrDefault(winner => winner.Item.Id == id, (winners.Count, null!)).Index;

    private bool IsOutdated(PluginEntry entry, PluginSource source)
    {
        try
        {
            return entry.Source != source || entry.Judged != _gate.ToJudge(source);
        }
        catch (UnauthorizedAccessException)
        {
            // The gate meets the same and says so.
            return true;
        }
        catch (IOException)
        {
            // It went away a moment ago; the next look says what became of it.
            return false;
        }
    }

    private async Task LeaveAsync(LoadedPlugin plugin)
    {
        var entry = _entries.First(known => known.Loaded == plugin);

        // Published before anything is unloaded, so that nobody finds a driver that is on its way out.
        Publish([.. _entries.Select(known => known == entry ? new PluginEntry(entry.Source, PluginState.Unloaded) : known)]);
        foreach (var leaving in new[] { entry.Fallback, plugin }.OfType<LoadedPlugin>())
        {
            await RetireAsync(leaving).ConfigureAwait(false);
        }
    }

    private async Task<PluginEntry[]> LoadAsync(IReadOnlyList<PluginSource> sources, CancellationToken stop)
    {
        var outcomes = new List<GateOutcome>();
        foreach (var source in sources)
        {
            stop.ThrowIfCancellationRequested();
            var outcome = await _gate.CheckAsync(source, _entries.FirstOrDefault(entry => entry.Source.Path == source.Path), stop).ConfigureAwait(false);
            outcomes.Add(_swept ? outcome : WithoutTheRolledBack(outcome));
        }

        var claims = new DriverClaims();
        foreach (var known in _entries.Where(entry => entry.Loaded is not null).Concat(outcomes.Select(outcome => outcome.Settled).OfType<PluginEntry>())
            .SelectMany(entry => entry.Claiming))
        {
            claims.TryClaim(known);
        }

        var entries = await Task.WhenAll([.. outcomes.Select(outcome => outcome.Passed is { } passed
            ? ActivateAsync(passed, claims.TryClaim(passed))
            : Task.FromResult(outcome.Settled!))]).WaitAsync(stop).ConfigureAwait(false);
        return _swept ? entries : await Task.WhenAll([.. entries.Select(entry => FallBackAsync(entry, claims))]).WaitAsync(stop).ConfigureAwait(false);
    }

    /// <summary>What did not get its devices back before the restart does not get them now while there is something better.</summary>
    private GateOutcome WithoutTheRolledBack(GateOutcome outcome) =>
        outcome.Passed is { } passed && _staging.IsBad(passed.Staged) && FindGood(new PluginEntry(passed.Staged.Source, PluginState.Failed) { Gated = passed }) is not null
            ? new GateOutcome(
                new PluginEntry(passed.Staged.Source, PluginState.Failed)
                {
                    Error = "It was rolled back when it ran last, since it did not get its devices back. Change it, or reload it to try again.",
                    Findings = passed.Facts.Diagnostics,
                    Judged = passed.Judgement,
                },
                null)
            : outcome;

    /// <summary>
    /// Where a plugin's newest content cannot be loaded when the process starts, what served before it ended serves again: a
    /// bad build must not take a device away only because a restart came after it.
    /// </summary>
    private async Task<PluginEntry> FallBackAsync(PluginEntry entry, DriverClaims claims)
    {
        if (entry.Loaded is not null || FindGood(entry) is not { } good || claims.TryClaim(good) is not null)
        {
            return entry;
        }

        var earlier = await ActivateAsync(good, refusal: null).ConfigureAwait(false);
        return earlier.Loaded is { } plugin ? entry with { Loaded = plugin, Gated = good } : entry;
    }

    private GatedPlugin? FindGood(PluginEntry entry)
    {
        try
        {
            return _staging.FindGood(entry.Source) is { } staged && staged.Hash != entry.Gated?.Staged.Hash ? PluginGate.Recall(staged) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or PluginLoadException)
        {
            Log.NotRecalled(_logger, entry.Source.Id, failure.Message);
            return null;
        }
    }

    private async Task<PluginEntry> ActivateAsync(GatedPlugin plugin, string? refusal)
    {
        var source = plugin.Staged.Source;
        if (refusal is not null)
        {
            return PluginEntry.Rejected(source, refusal) with { Findings = plugin.Facts.Diagnostics };
        }

        try
        {
            var generation = HistoryOf(plugin.Id).NextGeneration();
            var activation = await _activator.ActivateAsync(plugin, generation).ConfigureAwait(false);
            return new PluginEntry(source, activation.State)
            {
                Gated = plugin,
                Loaded = activation.Plugin,
                Judged = plugin.Judgement,
                Error = activation.Error,
                Findings = plugin.Facts.Diagnostics,
            };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return PluginEntry.Rejected(source, failure.Message);
        }
    }

    private void Publish(IReadOnlyList<PluginEntry> entries)
    {
        _entries = entries;
        var seen = new HashSet<string>();
        _current = new PluginSnapshot(
            [.. entries.Select(entry => entry.ToStatus(seen.Add(entry.Source.Id) ? _histories.GetValueOrDefault(entry.Source.Id) : null))],
            [.. entries.Select(entry => entry.Loaded).OfType<LoadedPlugin>()]);
    }

    private PluginHistory HistoryOf(string id) =>
        _histories.TryGetValue(id, out var history) ? history : _histories[id] = new PluginHistory();

    private void SweepOnce()
    {
        if (!_swept)
        {
            _swept = true;
            _staging.Sweep([.. _current.Loaded.Select(plugin => plugin.Staged)]);
        }
    }
}
