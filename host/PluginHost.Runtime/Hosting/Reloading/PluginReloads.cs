using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Events;
using PluginHost.Runtime.Plugins;
using PluginHost.Runtime.Plugins.Generations;
using PluginHost.Runtime.Plugins.Inspecting;
using PluginHost.Runtime.Plugins.Sources;

namespace PluginHost.Runtime.Hosting.Reloading;

/// <summary>
/// Replaces the generation of a plugin while its devices go on: the new one is built before the old one stops, and the old
/// one comes back where the new one does not get the devices back.
/// </summary>
internal sealed partial class PluginReloads(
    PluginCatalog catalog, DeviceFleet fleet, HouseTurns turns, IEventLog events, TimeProvider time, ILogger log, CancellationToken stop)
{
    /// <summary>Longer than a connection may take to finish its turn and say goodbye.</summary>
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan DrainLook = TimeSpan.FromMilliseconds(20);

    private readonly ConcurrentDictionary<string, ReloadLane> _lanes = new();

    /// <summary>Loads the newest content of a plugin.</summary>
    /// <param name="source">Where it lies.</param>
    /// <param name="cause">Who or what asked for it.</param>
    /// <param name="isForced">Whether it is reloaded though that content runs already.</param>
    public Task<ReloadOutcome> RunAsync(PluginSource source, string cause, bool isForced) => RunAsync(
        source, new ReloadRequest(ToJudge(source), GoesBack: false, isForced), cause, either => catalog.ExamineAsync(source, either));

    /// <summary>Whether a generation is about to be made of a content that is not the newest any more.</summary>
    /// <param name="source">Where the newest lies.</param>
    public bool IsOvertaken(PluginSource source) => _lanes.TryGetValue(source.Id, out var lane) && lane.IsOvertakenBy(ToJudge(source));

    /// <summary>Loads the content of an earlier generation.</summary>
    /// <param name="content">The content.</param>
    /// <param name="cause">Who or what asked for it.</param>
    public Task<ReloadOutcome> GoBackAsync(GatedPlugin content, string cause) =>
        RunAsync(
            content.Staged.Source,
            new ReloadRequest(content.Judgement, GoesBack: true, IsForced: true),
            cause,
            _ => Task.FromResult(new GateOutcome(null, content)));

    private async Task<ReloadOutcome> RunAsync(
        PluginSource source, ReloadRequest request, string cause, Func<CancellationToken, Task<GateOutcome>> examine)
    {
        var lane = _lanes.GetOrAdd(source.Id, _ => new ReloadLane());
        var outcome = await lane.RunAsync(
            request,
            superseded => AttemptAsync(lane, source, request, examine, superseded),
            attempt => ConcludeAsync(lane, source, cause, attempt)).ConfigureAwait(false);
        while (outcome.Result == ReloadResult.Superseded)
        {
            outcome = await lane.Newest.ConfigureAwait(false);
        }

        return outcome;
    }

    private Judgement ToJudge(PluginSource source)
    {
        try
        {
            return catalog.ToJudge(source);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The gate meets the same and says so.
            return new Judgement("", "");
        }
    }

    /// <summary>As far as the moment in which the new generation is the one that runs.</summary>
    private async Task<ReloadAttempt> AttemptAsync(
        ReloadLane lane, PluginSource source, ReloadRequest request, Func<CancellationToken, Task<GateOutcome>> examine, CancellationToken superseded)
    {
        using var copies = catalog.UseCopies(source.Id);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(superseded, stop);
        var began = time.GetTimestamp();
        GateOutcome examined;
        try
        {
            examined = await examine(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (superseded.IsCancellationRequested)
        {
            return new ReloadAttempt(time.GetElapsedTime(began), null, null);
        }

        var gate = time.GetElapsedTime(began);
        PluginPreparation prepared;
        LoadedPlugin? unneeded;
        Probation? probation = null;
        using (await turns.EnterAsync(stop).ConfigureAwait(false))
        {
            if (superseded.IsCancellationRequested)
            {
                return new ReloadAttempt(gate, null, null);
            }

            var before = catalog.Current;
            if (catalog.SourceOf(source.Id) is null)
            {
                // It was deleted meanwhile: its devices are closed, and a build that nobody has any more must not open them.
                return new ReloadAttempt(gate, new PluginPreparation(null, null, TimeSpan.Zero), null);
            }

            if (!request.IsForced && examined.Passed is { } passed && catalog.TakeVerdict(passed))
            {
                PluginEvents.Publish(events, before, catalog.Current);
                return new ReloadAttempt(gate, null, null) { IsUnchanged = true };
            }

            prepared = await catalog.PrepareAsync(source, examined, stop).ConfigureAwait(false) with { GoesBack = request.GoesBack };
            (probation, unneeded) = prepared.Plugin is { } plugin
                ? await SwitchAsync(lane, prepared, plugin, before).ConfigureAwait(false)
                : (null, null);
            if (probation is null)
            {
                PluginEvents.Publish(events, before, catalog.Current);
            }
        }

        // Not waited for: neither the verdict about this one nor the next content has to do with how long that one hangs.
        return new ReloadAttempt(gate, probation is null ? prepared with { Plugin = null } : prepared, probation)
        {
            Retiring = unneeded is null ? Task.CompletedTask : RetireAsync(unneeded),
        };
    }

    /// <returns>The probation that begins, and the generation that nobody needs: one in between, or the new one where it is refused after all.</returns>
    private async Task<(Probation? Probation, LoadedPlugin? Unneeded)> SwitchAsync(
        ReloadLane lane, PluginPreparation prepared, LoadedPlugin plugin, PluginSnapshot before)
    {
        var planned = await fleet.PlanAsync(catalog.Preview(plugin), stop).ConfigureAwait(false);
        var unplanned = planned.FirstOrDefault(one => one.Model.Driver is null
            && one.Device.Model.Driver?.Owner.Plugin == plugin.Id && DeviceFleet.IsOnline(one.Device));
        if (unplanned.Device is not null)
        {
            catalog.Refuse(prepared.Gated!, $"It cannot drive '{unplanned.Device.Id}', which is online: {unplanned.Model.Problem}");
            return (null, plugin);
        }

        var began = time.GetTimestamp();
        var between = catalog.Switch(prepared);
        PluginEvents.Publish(events, before, catalog.Current);
        var renewals = fleet.Renew(planned, $"Generation {plugin.Generation} of its plugin takes over.");
        var probation = new Probation(plugin.Generation, renewals, lane.Probation, lane.Probation?.Awaited ?? lane.Owed.Now, began, time);
        lane.Probation?.Supersede();
        lane.Probation = probation;
        return (probation, between);
    }

    /// <summary>Waits for the devices, then lets go of the generation that is not needed any more.</summary>
    private async Task<ReloadOutcome> ConcludeAsync(ReloadLane lane, PluginSource source, string cause, ReloadAttempt attempt)
    {
        var outcome = await JudgeAsync(lane, source, cause, attempt).ConfigureAwait(false);
        await attempt.Retiring.ConfigureAwait(false);
        return outcome;
    }

    private async Task<ReloadOutcome> JudgeAsync(ReloadLane lane, PluginSource source, string cause, ReloadAttempt attempt)
    {
        var id = source.Id;
        if (attempt.IsUnchanged)
        {
            return Tell(Outcome(ReloadResult.Unchanged, source, attempt), cause, null);
        }

        if (attempt.Prepared is not { } prepared)
        {
            Log.Superseded(log, id, cause);
            return Outcome(ReloadResult.Superseded, source, attempt);
        }

        if (attempt.Probation is not { } probation)
        {
            return Tell(Outcome(ReloadResult.Refused, source, attempt), cause, null);
        }

        string? error;
        try
        {
            error = await probation.WaitAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            Log.Superseded(log, id, cause);
            return Outcome(ReloadResult.Superseded, source, attempt);
        }

        LoadedPlugin? unneeded;
        using (await turns.EnterAsync(stop).ConfigureAwait(false))
        {
            if (lane.Probation != probation)
            {
                Log.Superseded(log, id, cause);
                return Outcome(ReloadResult.Superseded, source, attempt);
            }

            lane.Probation = null;
            lane.Owed = error is null ? OwedDevices.None : new OwedDevices(probation.Awaited, time);
            unneeded = StatusOf(source).Generation != prepared.Plugin!.Generation ? null
                : error is null ? catalog.Confirm(id)
                : await RollBackAsync(id, error, probation).ConfigureAwait(false);
        }

        if (unneeded is not null)
        {
            await RetireAsync(unneeded).ConfigureAwait(false);
        }

        return Tell(
            Outcome(
                error is not null ? ReloadResult.RolledBack
                    : StatusOf(source).Generation == prepared.Plugin.Generation ? ReloadResult.Swapped
                    : ReloadResult.Refused,
                source,
                attempt),
            cause,
            error);
    }

    private async Task<LoadedPlugin?> RollBackAsync(string id, string error, Probation probation)
    {
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
        using (catalog.UseCopies(plugin.Id))
        {
            await UnloadAsync(plugin).ConfigureAwait(false);
        }

        catalog.Sweep(plugin.Id);
    }

    private async Task UnloadAsync(LoadedPlugin plugin)
    {
        var began = time.GetTimestamp();
        while (fleet.All.Any(device => device.IsServedBy(plugin.Id, plugin.Generation)) && time.GetElapsedTime(began) < DrainLimit)
        {
            await Task.Delay(DrainLook, time, stop).ConfigureAwait(false);
        }

        await Task.WhenAll(fleet.All.Select(device => device.WhenLeftAsync())).WaitAsync(stop).ConfigureAwait(false);
        using var turn = await turns.EnterAsync(stop).ConfigureAwait(false);
        foreach (var device in fleet.All.Where(device => device.IsServedBy(plugin.Id, plugin.Generation)).ToList())
        {
            await fleet.ForceAsync(device).ConfigureAwait(false);
        }

        await catalog.RetireAsync(plugin).ConfigureAwait(false);
    }

    private ReloadOutcome Outcome(ReloadResult result, PluginSource source, ReloadAttempt attempt) => new(
        result,
        StatusOf(source),
        attempt.Gate,
        attempt.Prepared?.Load ?? TimeSpan.Zero,
        attempt.Probation?.HandOver ?? TimeSpan.Zero,
        attempt.Probation?.Back ?? 0,
        attempt.Probation?.Online ?? 0);

    private PluginStatus StatusOf(PluginSource source) => catalog.Current.Plugins.FirstOrDefault(plugin => plugin.Id == source.Id)
        ?? new PluginEntry(source, PluginState.Unloaded).ToStatus(null);

    private ReloadOutcome Tell(ReloadOutcome outcome, string cause, string? error)
    {
        var plugin = outcome.Plugin;
        switch (outcome.Result)
        {
            case ReloadResult.Swapped:
                Log.Reloaded(
                    log, plugin.Id, plugin.Version, plugin.Generation ?? 0, cause, Milliseconds(outcome.Gate), Milliseconds(outcome.Load),
                    Milliseconds(outcome.HandOver), Milliseconds(outcome.Gate + outcome.Load + outcome.HandOver), outcome.Back, outcome.Online);
                break;
            case ReloadResult.Unchanged:
                Log.Unchanged(log, plugin.Id, cause, plugin.Generation ?? 0);
                break;
            case ReloadResult.RolledBack:
                Log.RolledBack(log, plugin.Id, cause, plugin.Generation ?? 0, error ?? "");
                break;
            case ReloadResult.Refused:
                Log.Refused(
                    log, plugin.Id, cause, Milliseconds(outcome.Gate + outcome.Load),
                    plugin.Generation is { } running ? $"generation {running} goes on" : "nothing of it runs",
                    plugin.Error ?? (plugin.State == PluginState.Unloaded ? "It was deleted meanwhile." : ""));
                break;
        }

        return outcome;
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

        [LoggerMessage(5, LogLevel.Information, "Nothing of {Plugin} is to be reloaded ({Cause}), generation {Generation} goes on")]
        public static partial void Unchanged(ILogger log, string plugin, string cause, int generation);

        [LoggerMessage(4, LogLevel.Error, "Reload of {Plugin} ({Cause}) is refused after {Gate} ms, {Left}: {Error}")]
        public static partial void Refused(ILogger log, string plugin, string cause, long gate, string left, string error);
    }
}
