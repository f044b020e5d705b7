using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Runtime.Events;
using PluginHost.Runtime.Plugins;

namespace PluginHost.Runtime.Hosting.Reloading;

/// <summary>
/// Replaces the generation of a plugin while its devices go on: the new one is built before the old one stops, and the old
/// one comes back where the new one does not get the devices back.
/// </summary>
internal sealed partial class PluginReloads(
    PluginCatalog catalog, DeviceFleet fleet, HouseTurns turns, IEventLog events, TimeProvider time, ILogger log, CancellationToken stop)
{
    private readonly ConcurrentDictionary<string, ReloadLane> _lanes = new();

    /// <summary>Loads the newest content of a plugin.</summary>
    /// <param name="source">Where it lies.</param>
    /// <param name="cause">Who or what asked for it.</param>
    public Task<ReloadOutcome> RunAsync(PluginSource source, string cause) =>
        RunAsync(source.Id, HashOf(source), cause, stop => catalog.PrepareAsync(source, stop));

    /// <summary>Loads the content of an earlier generation.</summary>
    /// <param name="content">The content.</param>
    /// <param name="cause">Who or what asked for it.</param>
    public Task<ReloadOutcome> GoBackAsync(GatedPlugin content, string cause) =>
        RunAsync(content.Id, content.Staged.Hash, cause, _ => catalog.PrepareAsync(content));

    private async Task<ReloadOutcome> RunAsync(
        string id, string hash, string cause, Func<CancellationToken, Task<PluginPreparation>> prepare)
    {
        var lane = _lanes.GetOrAdd(id, _ => new ReloadLane());
        var outcome = await lane.RunAsync(hash, superseded => ReloadAsync(lane, id, cause, prepare, superseded)).ConfigureAwait(false);
        while (outcome.Result == ReloadResult.Superseded)
        {
            outcome = await lane.Newest.ConfigureAwait(false);
        }

        return outcome;
    }

    private string HashOf(PluginSource source)
    {
        try
        {
            return catalog.HashOf(source);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The gate meets the same and says so.
            return "";
        }
    }

    private async Task<ReloadOutcome> ReloadAsync(
        ReloadLane lane, string id, string cause, Func<CancellationToken, Task<PluginPreparation>> prepare, CancellationToken superseded)
    {
        PluginPreparation prepared;
        LoadedPlugin? between = null;
        var refused = false;
        using (await turns.EnterAsync(stop).ConfigureAwait(false))
        {
            var before = catalog.Current;
            prepared = await prepare(stop).ConfigureAwait(false);
            if (prepared.Plugin is null)
            {
                refused = true;
                PluginEvents.Publish(events, before, catalog.Current);
            }
            else
            {
                (lane.Probation, between) = await SwitchAsync(id, prepared, before).ConfigureAwait(false);
            }
        }

        if (between is not null)
        {
            await RetireAsync(between).ConfigureAwait(false);
        }

        var (result, error) = await ConcludeAsync(lane, id, superseded).ConfigureAwait(false);
        var outcome = new ReloadOutcome(
            refused ? ReloadResult.Refused : result,
            StatusOf(id),
            prepared.Gate,
            prepared.Load,
            refused ? TimeSpan.Zero : lane.Probation?.HandOver ?? TimeSpan.Zero,
            lane.Probation?.Back ?? 0,
            lane.Probation?.Online ?? 0);
        lane.Probation = result == ReloadResult.Superseded ? lane.Probation : null;
        Tell(outcome, cause, error);
        return outcome;
    }

    private async Task<(Probation Probation, LoadedPlugin? Between)> SwitchAsync(string id, PluginPreparation prepared, PluginSnapshot before)
    {
        var began = time.GetTimestamp();
        var online = fleet.DrivenBy(id)
            .Where(device => device.Read().Status is DeviceStatus.Online or DeviceStatus.Busy)
            .Select(device => device.Id)
            .ToHashSet();
        var between = catalog.Switch(prepared);
        PluginEvents.Publish(events, before, catalog.Current);
        var renewals = await fleet.RenewAsync($"Generation {prepared.Plugin!.Generation} of its plugin takes over.", stop).ConfigureAwait(false);
        return (new Probation(renewals, online, prepared.Plugin.Generation, began, time), between);
    }

    /// <summary>Waits for the devices, then lets go of the generation that is not needed any more.</summary>
    private async Task<(ReloadResult Result, string? Error)> ConcludeAsync(ReloadLane lane, string id, CancellationToken superseded)
    {
        if (lane.Probation is not { } probation)
        {
            return (ReloadResult.Refused, null);
        }

        string? error;
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(superseded, stop);
            error = await probation.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (superseded.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            return (ReloadResult.Superseded, null);
        }

        var unneeded = error is null ? await ConfirmAsync(id).ConfigureAwait(false) : await RollBackAsync(id, error, probation).ConfigureAwait(false);
        if (unneeded is not null)
        {
            await RetireAsync(unneeded).ConfigureAwait(false);
        }

        return (error is null ? ReloadResult.Swapped : ReloadResult.RolledBack, error);
    }

    private async Task<LoadedPlugin?> ConfirmAsync(string id)
    {
        using var turn = await turns.EnterAsync(stop).ConfigureAwait(false);
        return catalog.Confirm(id);
    }

    private async Task<LoadedPlugin?> RollBackAsync(string id, string error, Probation probation)
    {
        using var turn = await turns.EnterAsync(stop).ConfigureAwait(false);
        var before = catalog.Current;
        var failed = catalog.RollBack(id, error);
        if (failed is not null)
        {
            var reason = $"Back to the generation before: {error}";
            fleet.Restore(probation.Renewals, reason);
            await fleet.RenewAsync(reason, stop).ConfigureAwait(false);
        }

        PluginEvents.Publish(events, before, catalog.Current);
        return failed;
    }

    /// <summary>Unloads a generation, after the last of its connections has ended.</summary>
    private async Task RetireAsync(LoadedPlugin plugin)
    {
        await Task.WhenAll(fleet.All.Select(device => device.WhenLeftAsync())).WaitAsync(stop).ConfigureAwait(false);
        using var turn = await turns.EnterAsync(stop).ConfigureAwait(false);
        await catalog.RetireAsync(plugin).ConfigureAwait(false);
        catalog.Sweep(plugin.Id);
    }

    private PluginStatus StatusOf(string id) => catalog.Current.Plugins.First(plugin => plugin.Id == id);

    private void Tell(ReloadOutcome outcome, string cause, string? error)
    {
        var plugin = outcome.Plugin;
        switch (outcome.Result)
        {
            case ReloadResult.Swapped:
                Log.Reloaded(
                    log, plugin.Id, plugin.Version, plugin.Generation ?? 0, cause, Milliseconds(outcome.Gate), Milliseconds(outcome.Load),
                    Milliseconds(outcome.HandOver), Milliseconds(outcome.Gate + outcome.Load + outcome.HandOver), outcome.Back, outcome.Online);
                break;
            case ReloadResult.RolledBack:
                Log.RolledBack(log, plugin.Id, cause, plugin.Generation ?? 0, error ?? "");
                break;
            case ReloadResult.Superseded:
                Log.Superseded(log, plugin.Id, cause);
                break;
            case ReloadResult.Refused:
                Log.Refused(
                    log, plugin.Id, cause, Milliseconds(outcome.Gate),
                    plugin.Generation is { } running ? $"generation {running} goes on" : "nothing of it runs", plugin.Error ?? "");
                break;
        }
    }

    private static long Milliseconds(TimeSpan time) => (long)Math.Round(time.TotalMilliseconds);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Reloaded {Plugin} {Version} as generation {Generation} ({Cause}): gate {Gate} ms, load {Load} ms, hand-over {HandOver} ms, total {Total} ms; devices back online: {Back} of {Online}")]
        public static partial void Reloaded(
            ILogger log, string plugin, string? version, int generation, string cause, long gate, long load, long handOver, long total, int back, int online);

        [LoggerMessage(2, LogLevel.Error, "Reload of {Plugin} ({Cause}) was rolled back, generation {Generation} serves again: {Error}")]
        public static partial void RolledBack(ILogger log, string plugin, string cause, int generation, string error);

        [LoggerMessage(3, LogLevel.Information, "Reload of {Plugin} ({Cause}) is overtaken by a newer content")]
        public static partial void Superseded(ILogger log, string plugin, string cause);

        [LoggerMessage(4, LogLevel.Error, "Reload of {Plugin} ({Cause}) is refused after {Gate} ms, {Left}: {Error}")]
        public static partial void Refused(ILogger log, string plugin, string cause, long gate, string left, string error);
    }
}
