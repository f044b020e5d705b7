using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Runtime.Hosting.Reloading;
using PluginHost.Runtime.Plugins;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Hosting.Reloading;

/// <summary>What may happen while a generation is on probation. The clock is pumped, so that its end comes soon.</summary>
public sealed class ProbationTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly ReloadBench _bench;
    private ClockPump? _pump;

    public ProbationTests() => _bench = new ReloadBench(_time);

    public async ValueTask DisposeAsync()
    {
        Pump();
        await _bench.DisposeAsync();
        await _pump!.DisposeAsync();
    }

    [Theory]
    [InlineData(HandOverKind.Reconnect)]
    [InlineData(HandOverKind.Overlap)]
    public async Task BadAfterBad_GoesBackToTheGood(HandOverKind handOver)
    {
        var (first, second) = await BeginTwoAsync("misses", "misses", handOver);

        await AssertRolledBackAsync(second, 3);
        Assert.Equal(ReloadResult.RolledBack, (await first)!.Result);
        Assert.Equal([2, 3], _bench.Plugin.Retired.Select(retired => retired.Generation).Order());
        Assert.Equal(handOver == HandOverKind.Overlap ? 1 : 2, _bench.Device.Accepted);
    }

    [Fact]
    public async Task RefusedAfterBad_SaysItsOwnErrorAtOnce_AndTheBadIsRolledBack()
    {
        var (first, second) = await BeginTwoAsync("misses", "throws");

        var refused = await second;
        Assert.Equal(ReloadResult.Refused, refused!.Result);
        Assert.Contains("The wick is missing.", refused.Plugin.Error, StringComparison.Ordinal);
        Pump();
        Assert.Equal(ReloadResult.RolledBack, (await first)!.Result);
        Assert.Equal((1, PluginState.Failed), (_bench.Plugin.Generation, _bench.Plugin.State));
        Assert.Contains("The wick is missing.", _bench.Plugin.Error, StringComparison.Ordinal);
        await _bench.WaitAsync(device => device is { Status: DeviceStatus.Online, Generation: 1 });
    }

    [Theory]
    [InlineData(HandOverKind.Reconnect)]
    [InlineData(HandOverKind.Overlap)]
    public async Task SettingsEdited_TheGenerationIsJudgedAllTheSame(HandOverKind handOver)
    {
        await StartAsync(handOver);
        Write("misses", "2.0.0");
        var reload = _bench.House.ReloadAsync("lantern", null);
        await _bench.WaitForPluginAsync(plugin => plugin.Generation == 2);

        await _bench.ConfigureAsync(handOver, "another label");

        await AssertRolledBackAsync(reload, 2);
        Assert.DoesNotContain(_bench.Logs.Entries, entry => entry.Message.Contains("ObjectDisposed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task PluginRemoved_EndsIt()
    {
        await StartAsync();
        Write("misses", "2.0.0");
        var reload = _bench.House.ReloadAsync("lantern", null);
        await _bench.WaitForPluginAsync(plugin => plugin.Generation == 2);

        Directory.Delete(_bench.Lantern, recursive: true);
        await _bench.House.LoadPluginsAsync([_bench.Plugins]);
        Pump();

        Assert.Equal((ReloadResult.Refused, PluginState.Unloaded), ((await reload)!.Result, _bench.Plugin.State));
        Assert.Equal([1, 2], _bench.Plugin.Retired.Select(retired => retired.Generation).Order());
    }

    [Fact]
    public async Task HouseDisposed_EndsIt()
    {
        await StartAsync();
        Write("misses", "2.0.0");
        var reload = _bench.House.ReloadAsync("lantern", null);
        await _bench.WaitForPluginAsync(plugin => plugin.Generation == 2);

        Pump();
        await _bench.House.DisposeAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reload);
    }

    [Fact]
    public async Task FirstTurnNeverAnswered_IsRolledBack()
    {
        await StartAsync();
        Write("asks nothing", "2.0.0");

        var reload = _bench.House.ReloadAsync("lantern", null);
        await _bench.WaitAsync(device => device.Generation == 2 && device.Rhythms.Any(rhythm => rhythm is { Turns: 0, State: "running" }));
        Pump();

        Assert.Equal(ReloadResult.RolledBack, (await reload)!.Result);
        Assert.Equal("Generation 2 did not get 'hall' back within 15 s: No answer began within 5 s.", _bench.Plugin.Error);
        await _bench.WaitAsync(device => device is { Status: DeviceStatus.Online, Generation: 1 });
    }

    [Fact]
    public async Task BadRightAfterARollBack_OwesTheDeviceThatIsOnItsWayBack()
    {
        await StartAsync(mode: "opens slowly");
        Write("breaks", "2.0.0");
        Assert.Equal(ReloadResult.RolledBack, (await _bench.House.ReloadAsync("lantern", null))!.Result);
        Assert.Equal(DeviceStatus.Connecting, (await _bench.WaitAsync(device => device.Generation == 1)).Status);

        Write("breaks", "3.0.0");
        var second = await _bench.House.ReloadAsync("lantern", null);

        Assert.Equal((ReloadResult.RolledBack, 1, 1), (second!.Result, second.Plugin.Generation, second.Online));
        Pump();
        await _bench.WaitAsync(device => device is { Status: DeviceStatus.Online, Generation: 1 });
    }

    private async Task StartAsync(HandOverKind handOver = HandOverKind.Reconnect, string mode = "as it should be")
    {
        await using (new ClockPump(_time, () => (TimeSpan.FromMilliseconds(25), true)))
        {
            await _bench.StartAsync(handOver: handOver, mode: mode);
        }
    }

    /// <summary>Two builds, one after the other, while the clock stands: the first one is on probation when the second comes.</summary>
    private async Task<(Task<ReloadOutcome?> First, Task<ReloadOutcome?> Second)> BeginTwoAsync(
        string one, string other, HandOverKind handOver = HandOverKind.Reconnect)
    {
        await StartAsync(handOver);
        Write(one, "2.0.0");
        var first = _bench.House.ReloadAsync("lantern", null);
        await _bench.WaitForPluginAsync(plugin => plugin.Generation == 2);
        Write(other, "3.0.0");
        return (first, _bench.House.ReloadAsync("lantern", null));
    }

    /// <summary>Puts a build in place that nobody waits for to settle.</summary>
    private void Write(string mode, string version)
    {
        LanternBuild.Write(_bench.Lantern, mode, version);
        foreach (var file in Directory.GetFiles(_bench.Lantern))
        {
            File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);
        }
    }

    private async Task AssertRolledBackAsync(Task<ReloadOutcome?> reload, int generation)
    {
        Pump();
        var outcome = await reload;
        Assert.Equal((ReloadResult.RolledBack, PluginState.Failed, 1), (outcome!.Result, outcome.Plugin.State, outcome.Plugin.Generation));
        Assert.StartsWith($"Generation {generation} did not get 'hall' back", outcome.Plugin.Error, StringComparison.Ordinal);
        await _bench.WaitAsync(device => device is { Status: DeviceStatus.Online, Generation: 1 });
    }

    private void Pump() => _pump ??= new ClockPump(_time, () => (TimeSpan.FromMilliseconds(25), true));
}
