using System.Text.Json;
using Microsoft.Extensions.Logging;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Runtime.Events;
using PluginHost.Runtime.Hosting.Reloading;
using PluginHost.Runtime.Plugins;
using PluginHost.Runtime.Tests.Plugins;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Hosting.Reloading;

public sealed class ReloadTests : IAsyncDisposable
{
    private readonly ReloadBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Reload_NewBuild_ServesTheDeviceAndRetiresTheOld()
    {
        await _bench.StartAsync();
        LanternBuild.Write(_bench.Lantern, "brighter", "2.0.0");

        var outcome = await _bench.House.ReloadAsync("lantern", null);

        Assert.Equal((ReloadResult.Swapped, 1, 1), (outcome!.Result, outcome.Back, outcome.Online));
        var plugin = _bench.Plugin;
        Assert.Equal((PluginState.Loaded, 2, "2.0.0", null), (plugin.State, plugin.Generation, plugin.Version, plugin.Error));
        Assert.Equal([1], plugin.Retired.Select(retired => retired.Generation));
        var device = _bench.House.Find("hall")!;
        Assert.Equal((DeviceStatus.Online, 2, "brighter"), (device.Status, device.Generation, _bench.BuildOf(device)));
        Assert.Equal((0, 0), (device.Connections.Leaked, _bench.Device.Accepted - _bench.Device.Left - 1));
        Assert.Equal(
            ["loaded 1", "loaded 2"],
            _bench.House.Events.Read(null, null, EventType.Plugin, int.MaxValue).Entries
                .Select(entry => JsonElement.Parse(entry.Data.Span))
                .Select(data => $"{data.GetProperty("state").GetString()} {data.GetProperty("generation").GetInt32()}"));
    }

    [Fact]
    public async Task Reload_SameContent_MakesAGenerationAllTheSame()
    {
        await _bench.StartAsync();

        var outcome = await _bench.House.ReloadAsync("lantern", null);

        Assert.Equal((ReloadResult.Swapped, 2), (outcome!.Result, outcome.Plugin.Generation));
    }

    [Fact]
    public async Task Reload_UnknownPlugin_IsNothing() => Assert.Null(await _bench.House.ReloadAsync("nobody", null));

    [Theory]
    [InlineData("throws", PluginState.Failed, "The wick is missing.")]
    [InlineData("breaks", PluginState.Failed, "The wick broke.")]
    [InlineData("is refused", PluginState.Failed, "knows nobody")]
    public async Task Reload_BadBuild_LeavesTheOldOneServing(string mode, PluginState state, string error)
    {
        await _bench.StartAsync();
        LanternBuild.Write(_bench.Lantern, mode, "2.0.0");

        var outcome = await _bench.House.ReloadAsync("lantern", null);

        Assert.NotEqual(ReloadResult.Swapped, outcome!.Result);
        var plugin = _bench.Plugin;
        Assert.Equal((state, 1, "1.0.0"), (plugin.State, plugin.Generation, plugin.Version));
        Assert.Contains(error, plugin.Error, StringComparison.Ordinal);
        var device = await _bench.WaitAsync(device => device is { Status: DeviceStatus.Online, Generation: 1 });
        Assert.Equal("as it should be", _bench.BuildOf(device));
        Assert.Contains(_bench.Logs.Entries, entry => entry.Level == LogLevel.Error && entry.Message.Contains(error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("breaks", "OpenAsync threw InvalidOperationException: The wick broke.")]
    [InlineData("cannot plan", "Plan threw InvalidOperationException: The wick has no plan.")]
    public async Task Reload_BrokenBuild_IsToldOnceUnderItsOwnGeneration(string mode, string said)
    {
        await _bench.StartAsync();
        LanternBuild.Write(_bench.Lantern, mode, "2.0.0");

        await _bench.House.ReloadAsync("lantern", null);

        var told = Assert.Single(_bench.Logs.Entries, entry => entry.Message.StartsWith("The driver is broken: ", StringComparison.Ordinal));
        Assert.StartsWith($"The driver is broken: {said}{Environment.NewLine}   at Lantern.LanternDriver.", told.Message, StringComparison.Ordinal);
        Assert.Equal(2, Assert.Single(told.Scopes).Values["Generation"]);
    }

    [Theory]
    [InlineData(HandOverKind.Overlap)]
    [InlineData(HandOverKind.Reconnect)]
    public async Task Reload_NewBuildCannotPlan_IsRefusedBeforeItCostsTheConnection(HandOverKind handOver)
    {
        await _bench.StartAsync(handOver: handOver);
        LanternBuild.Write(_bench.Lantern, "cannot plan", "2.0.0");

        var outcome = await _bench.House.ReloadAsync("lantern", null);

        Assert.Equal((ReloadResult.Refused, PluginState.Failed, 1), (outcome!.Result, outcome.Plugin.State, outcome.Plugin.Generation));
        Assert.StartsWith("It cannot drive 'hall', which is online: ", outcome.Plugin.Error, StringComparison.Ordinal);
        Assert.Equal((1, 0), (_bench.Device.Accepted, _bench.Device.Left));
        Assert.Equal(DeviceStatus.Online, _bench.House.Find("hall")!.Status);
    }

    [Fact]
    public async Task Reload_NameAsWritten_IsFound()
    {
        await _bench.StartAsync();

        Assert.Equal(ReloadResult.Swapped, (await _bench.House.ReloadAsync("Lantern", null))!.Result);
    }

    [Fact]
    public async Task Reload_BackToARetiredGeneration_IsNotUndoneByAnotherPlugin()
    {
        await _bench.StartAsync();
        LanternBuild.Write(_bench.Lantern, "brighter", "2.0.0");
        await _bench.House.ReloadAsync("lantern", null);
        await _bench.House.ReloadAsync("lantern", 1);

        LanternBuild.Write(Path.Combine(_bench.Plugins, "Other"));
        await _bench.House.LoadPluginsAsync([_bench.Plugins]);

        Assert.Equal(("1.0.0", 3), (_bench.Plugin.Version, _bench.Plugin.Generation));
    }

    [Fact]
    public async Task Load_RootIsGone_KeepsWhatCameFromIt()
    {
        await _bench.StartAsync();

        Directory.Move(_bench.Plugins, _bench.Plugins + "-away");
        await _bench.House.LoadPluginsAsync([_bench.Plugins]);

        Assert.Equal((PluginState.Loaded, 1), (_bench.Plugin.State, _bench.Plugin.Generation));
        Assert.Equal(DeviceStatus.Online, _bench.House.Find("hall")!.Status);
    }

    [Fact]
    public async Task Reload_BuiltAgainstANewerContract_IsRefusedNamingBothVersions()
    {
        await _bench.StartAsync();
        File.Copy(
            Path.Combine(PluginBench.Built("NewerContract"), "NewerContract.dll"), Path.Combine(_bench.Lantern, "Lantern.dll"), overwrite: true);

        var outcome = await _bench.House.ReloadAsync("lantern", null);

        Assert.Equal((ReloadResult.Refused, PluginState.Rejected, 1), (outcome!.Result, outcome.Plugin.State, outcome.Plugin.Generation));
        Assert.StartsWith("Lantern.dll needs PluginHost.Abstractions 99.0.0.0, the host has ", outcome.Plugin.Error, StringComparison.Ordinal);
        Assert.Equal(1, _bench.House.Find("hall")!.Connections.Opened);
    }

    [Theory]
    [InlineData("hangs")]
    [InlineData("misses")]
    public async Task Reload_DevicesDoNotComeBack_IsRolledBackAfterTheProbation(string mode)
    {
        var time = new FakeTimeProvider();
        await using var bench = new ReloadBench(time);
        await using var pump = new ClockPump(time, () => (TimeSpan.FromMilliseconds(25), true));
        await bench.StartAsync();
        LanternBuild.Write(bench.Lantern, mode, "2.0.0");

        var outcome = await bench.House.ReloadAsync("lantern", null);

        Assert.Equal(ReloadResult.RolledBack, outcome!.Result);
        Assert.Equal((PluginState.Failed, 1, "1.0.0"), (bench.Plugin.State, bench.Plugin.Generation, bench.Plugin.Version));
        Assert.Contains("'hall'", bench.Plugin.Error, StringComparison.Ordinal);
        Assert.Equal([2], bench.Plugin.Retired.Select(retired => retired.Generation));
        await bench.WaitAsync(device => device is { Status: DeviceStatus.Online, Generation: 1 });
    }

    [Fact]
    public async Task Reload_DeviceThatWasOffline_DoesNotCount()
    {
        await _bench.StartAsync();
        await _bench.Device.DisposeAsync();
        await _bench.WaitAsync(device => device.Status == DeviceStatus.Backoff);
        LanternBuild.Write(_bench.Lantern, "brighter", "2.0.0");

        var outcome = await _bench.House.ReloadAsync("lantern", null);

        Assert.Equal((ReloadResult.Swapped, 0, 0), (outcome!.Result, outcome.Back, outcome.Online));
        Assert.Equal(2, _bench.Plugin.Generation);
    }

    [Fact]
    public async Task Reload_NewerContentDuringProbation_WinsAndTheFallbackStays()
    {
        await _bench.StartAsync();
        LanternBuild.Write(_bench.Lantern, "misses", "2.0.0");
        var first = _bench.House.ReloadAsync("lantern", null);
        await _bench.WaitForPluginAsync(plugin => plugin.Generation == 2);

        LanternBuild.Write(_bench.Lantern, "mended", "3.0.0");
        var second = await _bench.House.ReloadAsync("lantern", null);

        Assert.Equal(ReloadResult.Swapped, second!.Result);
        Assert.Equal((3, "3.0.0"), (_bench.Plugin.Generation, _bench.Plugin.Version));
        Assert.Equal([1, 2], _bench.Plugin.Retired.Select(retired => retired.Generation).Order());
        Assert.Equal(3, (await first)!.Plugin.Generation);
    }

    [Fact]
    public async Task Reload_ManyAtOnce_IsOneReload()
    {
        await _bench.StartAsync();
        LanternBuild.Write(_bench.Lantern, "brighter", "2.0.0");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => _bench.House.ReloadAsync("lantern", null)));

        Assert.All(outcomes, outcome => Assert.Equal((ReloadResult.Swapped, 2), (outcome!.Result, outcome.Plugin.Generation)));
        Assert.Equal(2, _bench.Plugin.Generation);
    }

    [Fact]
    public async Task Reload_ToARetiredGeneration_BringsItsContentBack()
    {
        await _bench.StartAsync();
        LanternBuild.Write(_bench.Lantern, "brighter", "2.0.0");
        await _bench.House.ReloadAsync("lantern", null);

        var outcome = await _bench.House.ReloadAsync("lantern", 1);

        Assert.Equal((ReloadResult.Swapped, 3, "1.0.0"), (outcome!.Result, outcome.Plugin.Generation, outcome.Plugin.Version));
        var device = _bench.House.Find("hall")!;
        Assert.Equal((DeviceStatus.Online, "as it should be"), (device.Status, _bench.BuildOf(device)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _bench.House.ReloadAsync("lantern", 17));
    }

    [Fact]
    public async Task Reload_QueuedCommand_IsCarriedOver()
    {
        await _bench.StartAsync();
        LanternBuild.Write(_bench.Lantern, "brighter", "2.0.0");

        var reload = _bench.House.ReloadAsync("lantern", null);
        var answers = new List<Runtime.Devices.Commands.CommandAnswerStatus>();
        while (!reload.IsCompleted)
        {
            answers.Add((await _bench.House.SendAsync("hall", "light", true, isWaitedFor: true))!.Status);
        }

        await reload;
        Assert.NotEmpty(answers);
        Assert.All(answers, status => Assert.Equal(Runtime.Devices.Commands.CommandAnswerStatus.Completed, status));
    }
}
