using System.Runtime.CompilerServices;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Runtime.Hosting.Reloading;
using PluginHost.Runtime.Tests.Plugins;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Hosting.Reloading;

[Collection<UnloadCollection>]
public sealed class FiftyReloadsTests : IAsyncDisposable
{
    private const int Reloads = 50;

    private readonly ReloadBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task FiftyReloads_WithALiveConnection_LeaveNothingBehind()
    {
        await _bench.StartAsync();
        await ReloadAsync(1);
        var check = await LeakCheck.StartAsync(new LeakTolerance { Descriptors = 2, Threads = 2, Timers = 4 });

        for (var i = 2; i <= Reloads; i++)
        {
            await ReloadAsync(i);
        }

        await check.AssertBackAsync();
        Assert.Equal(Reloads + 1, _bench.Plugin.Generation);
        Assert.Equal((DeviceStatus.Online, 0), (_bench.House.Find("hall")!.Status, (int)_bench.House.Find("hall")!.Connections.Leaked));
        Assert.Equal(1, _bench.Device.Accepted - _bench.Device.Left);
        await Eventually.TrueAsync(
            AllRetiredAreCollected, "every retired generation collected", TimeSpan.FromSeconds(30), () => string.Join(", ", Lingering()));

        // The copies of those that can be gone back to, and of the one that runs.
        Assert.InRange(Directory.GetDirectories(_bench.Cache).Length, 1, 6);
    }

    private async Task ReloadAsync(int number)
    {
        LanternBuild.Write(_bench.Lantern, $"build {number}");
        Assert.Equal(ReloadResult.Swapped, (await _bench.House.ReloadAsync("lantern", null))!.Result);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool AllRetiredAreCollected()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Lingering().Count == 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private List<string> Lingering() =>
    [
        .. _bench.Plugin.Retired.Where(retired => !retired.Unloaded).Select(retired => $"generation {retired.Generation}"),
        .. AppDomain.CurrentDomain.GetAssemblies().Where(assembly => assembly.GetName().Name == "Lantern").Select(assembly => $"{assembly}").Skip(1),
    ];
}
