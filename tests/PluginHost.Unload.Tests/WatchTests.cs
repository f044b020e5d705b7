using System.Text;
using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Events;
using PluginHost.Runtime.Hosting.Reloading;
using PluginHost.Runtime.Plugins.Unloading;
using PluginHost.Testing;

namespace PluginHost.Unload.Tests;

/// <summary>When the host looks, what it tells, and what it does with a plugin that never goes.</summary>
public sealed class WatchTests : IAsyncDisposable
{
    private readonly UnloadBench _bench = new();

    private IEnumerable<string> Retirements => _bench.House.Events.Read(0, null, EventType.Plugin, 100).Entries
        .Select(entry => Encoding.UTF8.GetString(entry.Data.Span)).Where(data => data.Contains("\"retired\"", StringComparison.Ordinal));

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Retire_Lingering_IsToldOnce()
    {
        await _bench.RunAsync("Sins/LongDelay");
        await _bench.ReloadAsync();
        _bench.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.False(_bench.Retired[0].Lingers);
        Assert.Empty(Retirements);

        await _bench.JudgeAsync();
        _bench.Time.Advance(TimeSpan.FromMinutes(2));

        var line = Assert.Single(_bench.Logs.Entries, entry => entry.Level == LogLevel.Warning && entry.Message.Contains("is still in memory", StringComparison.Ordinal));
        Assert.Contains("Outside the ledger", line.Message, StringComparison.Ordinal);
        var told = Assert.Single(Retirements);
        Assert.Contains("\"generation\":1,\"unloaded\":false,\"heldBy\":[\"Outside the ledger", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retire_Unloaded_IsTold()
    {
        await _bench.RunAsync("Twins/Clean");
        await _bench.ReloadAsync();

        Assert.True((await _bench.JudgeAsync()).Unloaded);

        await Eventually.TrueAsync(() => Retirements.Any(), "an event");
        Assert.Contains("\"generation\":1,\"unloaded\":true,\"heldBy\":[]", Assert.Single(Retirements), StringComparison.Ordinal);
        Assert.Contains(_bench.Logs.Entries, entry => entry.Level == LogLevel.Debug && entry.Message.Contains("generation 1 is unloaded", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Retire_ManyAtAboutTheSameTime_ShareACollection()
    {
        await _bench.RunAsync("Sins/LongDelay");
        for (var reload = 0; reload < 4; reload++)
        {
            await _bench.ReloadAsync();
        }

        _bench.Time.Advance(RetirementWatch.Patience);
        await Eventually.TrueAsync(() => _bench.Retired[0].Lingers, "the first verdict");
        _bench.Time.Advance(TimeSpan.FromSeconds(6));
        await Eventually.TrueAsync(() => _bench.Retired.All(retired => retired.Lingers), "the other verdicts");

        Assert.InRange(_bench.House.Retirements.Collections, 1, 2);
    }

    [Fact]
    public async Task Retire_ManyLinger_ChangedFilesAreLeftAloneUntilAskedFor()
    {
        await _bench.RunAsync("Sins/LongDelay");
        for (var reload = 0; reload < PausedReloads.Most; reload++)
        {
            Assert.Null(_bench.Status.Pause);
            await _bench.ReloadAsync();
        }

        await _bench.JudgeAsync();
        await Eventually.TrueAsync(() => _bench.Retired.All(retired => retired.Lingers), "all verdicts");
        _bench.Build("Twins/Clean");
        await _bench.RescanAsync();

        Assert.Equal(PausedReloads.Most + 1, _bench.Status.Generation);
        Assert.Equal("PH0015", _bench.Status.Pause!.Id);
        Assert.Contains("'pluginhost reload subject' reloads it all the same", _bench.Status.Pause.Message, StringComparison.Ordinal);
        Assert.Contains(_bench.Logs.Entries, entry => entry.Level == LogLevel.Warning && entry.Message.Contains("are not taken up", StringComparison.Ordinal));

        Assert.Equal(ReloadResult.Swapped, (await _bench.ReloadAsync()).Result);
        Assert.Equal(PausedReloads.Most + 2, _bench.Status.Generation);
    }

    [Fact]
    public async Task Dispose_WhileWatched_LeavesNoTimer()
    {
        var before = _bench.Time.ActiveTimers;
        await _bench.RunAsync("Sins/LongDelay");
        await _bench.ReloadAsync();
        Assert.NotEqual(before, _bench.Time.ActiveTimers);

        await _bench.CloseAsync();

        Assert.Equal(before, _bench.Time.ActiveTimers);
    }

    [Fact]
    public void HotReloadCaches_AreThereInThisFramework() => Assert.NotEqual(0, HotReloadCaches.Clear());
}
