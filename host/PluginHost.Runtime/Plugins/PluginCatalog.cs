using Microsoft.Extensions.Logging;

namespace PluginHost.Runtime.Plugins;

/// <summary>Knows every plugin: finds their folders, loads them, unloads them, and tells what became of each.</summary>
/// <remarks>
/// In two steps, for what leaves must be stopped by who runs it: <see cref="FindChanges"/> tells what would go, the caller
/// stops the devices of it, <see cref="ApplyAsync"/> unloads and loads. The first load goes the same way. Changed content of
/// a loaded folder is not looked at.
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
    private IReadOnlyList<PluginFolder> _shadowed = [];
    private volatile PluginSnapshot _current = new([], []);
    private bool _swept;

    /// <summary>Creates an empty catalog.</summary>
    /// <param name="dataFolder">Holds <c>cache/</c>, where the plugins' copies go; one process at a time owns it.</param>
    /// <param name="builtInFolder">The folder of the plugins that came with the host, if any.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    public PluginCatalog(string dataFolder, string? builtInFolder, TimeProvider time, ILogger<PluginCatalog> logger)
    {
        _staging = new PluginStaging(Path.Combine(dataFolder, "cache"), logger);
        _gate = new PluginGate(_staging);
        _activator = new PluginActivator(time);
        _builtInFolder = builtInFolder;
        _time = time;
        _logger = logger;
    }

    /// <summary>All plugins as they are now.</summary>
    public PluginSnapshot Current => _current;

    /// <summary>Compares the plugin folders with what runs. Changes nothing.</summary>
    /// <param name="folders">The configured folders, first come first; the built-in folder comes after them.</param>
    /// <exception cref="UnauthorizedAccessException">One of the folders may not be read.</exception>
    /// <exception cref="IOException">One of the folders cannot be read.</exception>
    public PluginChanges FindChanges(IEnumerable<string> folders)
    {
        var basis = _current;
        var claims = PluginClaims.Settle(
            PluginFolders.Find(folders, _builtInFolder), folder => basis.Loaded.Any(plugin => plugin.Path == folder.Path));
        return new PluginChanges(basis, claims, [.. basis.Loaded.Where(plugin => claims.Winners.All(winner => winner.Path != plugin.Path))]);
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
            if (changes.Basis != _current)
            {
                throw new InvalidOperationException("The plugins have changed since these changes were found; find them anew.");
            }

            await RetireAsync(changes.Leaving).ConfigureAwait(false);
            var loaded = await LoadAsync(changes.Claims.Winners, stop).ConfigureAwait(false);
            var refused = changes.Claims.Refused
                .Select(claim => PluginEntry.Rejected(claim.Folder, claim.Error));
            var gone = _entries.Where(entry => entry.State == PluginState.Unloaded
                && changes.Claims.Winners.All(winner => winner.Id != entry.Folder.Id));
            LogChanges(changes.Claims, [.. loaded, .. refused]);
            Publish([.. loaded, .. refused, .. gone]);
            SweepOnce();
            return _current;
        }
        finally
        {
            _applying.Release();
        }
    }

    private async Task RetireAsync(IReadOnlyList<LoadedPlugin> leaving)
    {
        // Published before anything is unloaded, so that nobody finds a driver that is on its way out.
        Publish([.. _entries.Select(entry => entry.Loaded is { } plugin && leaving.Contains(plugin)
            ? new PluginEntry(entry.Folder, PluginState.Unloaded)
            : entry)]);
        foreach (var plugin in leaving)
        {
            HistoryOf(plugin.Id).Add(await plugin.RetireAsync(_time).ConfigureAwait(false));
            Log.Retired(_logger, plugin.Id, plugin.Generation);
        }
    }

    private async Task<PluginEntry[]> LoadAsync(IReadOnlyList<PluginFolder> folders, CancellationToken stop)
    {
        var outcomes = new List<GateOutcome>();
        foreach (var folder in folders)
        {
            stop.ThrowIfCancellationRequested();
            outcomes.Add(_gate.Check(folder, _entries.FirstOrDefault(entry => entry.Folder.Path == folder.Path)));
        }

        var claims = new DriverClaims();
        foreach (var known in outcomes.Select(outcome => outcome.Settled?.Gated).OfType<GatedPlugin>())
        {
            claims.TryClaim(known);
        }

        return await Task.WhenAll([.. outcomes.Select(outcome => outcome.Passed is { } passed
            ? ActivateAsync(passed, claims.TryClaim(passed))
            : Task.FromResult(outcome.Settled!))]).WaitAsync(stop).ConfigureAwait(false);
    }

    private async Task<PluginEntry> ActivateAsync(GatedPlugin plugin, string? refusal)
    {
        var folder = plugin.Staged.Folder;
        if (refusal is not null)
        {
            return PluginEntry.Rejected(folder, refusal);
        }

        try
        {
            var generation = HistoryOf(plugin.Id).NextGeneration();
            var activation = await _activator.ActivateAsync(plugin, generation).ConfigureAwait(false);
            return new PluginEntry(folder, activation.State) { Gated = plugin, Loaded = activation.Plugin, Error = activation.Error };
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return PluginEntry.Rejected(folder, failure.Message);
        }
    }

    private void Publish(IReadOnlyList<PluginEntry> entries)
    {
        _entries = entries;
        var seen = new HashSet<string>();
        _current = new PluginSnapshot(
            [.. entries.Select(entry => entry.ToStatus(seen.Add(entry.Folder.Id) ? _histories.GetValueOrDefault(entry.Folder.Id) : null))],
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
