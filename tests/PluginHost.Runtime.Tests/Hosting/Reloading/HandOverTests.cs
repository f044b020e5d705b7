using System.Globalization;
using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Runtime.Events;
using PluginHost.Runtime.Hosting.Reloading;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Hosting.Reloading;

public sealed class HandOverTests : IAsyncDisposable
{
    private readonly ReloadBench _bench = new();

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Resume_ManyReloads_TheDeviceSeesOneConnection()
    {
        await _bench.StartAsync(handOver: HandOverKind.Resume);

        for (var i = 0; i < 10; i++)
        {
            LanternBuild.Write(_bench.Lantern, $"build {i}");
            Assert.Equal(ReloadResult.Swapped, (await _bench.House.ReloadAsync("lantern", null))!.Result);
            Assert.Equal($"build {i}", _bench.BuildOf(_bench.House.Find("hall")!));
        }

        Assert.Equal((1, 0), (_bench.Device.Accepted, _bench.Device.Left));
        Assert.DoesNotContain(Statuses(), status => status != "online");
    }

    [Theory]
    [InlineData("forgets", ReloadResult.Swapped)]
    [InlineData("throws", ReloadResult.RolledBack)]
    public async Task Resume_NewBuildCannot_OpensAnewOrStaysAsItIs(string mode, ReloadResult otherwise)
    {
        await _bench.StartAsync(handOver: HandOverKind.Resume);
        LanternBuild.Write(_bench.Lantern, mode);

        var outcome = await _bench.House.ReloadAsync("lantern", null);

        Assert.Equal(mode == "throws" ? ReloadResult.Refused : otherwise, outcome!.Result);
        Assert.Equal(mode == "throws" ? (1, 0) : (2, 1), (_bench.Device.Accepted, _bench.Device.Left));
        Assert.Equal(DeviceStatus.Online, _bench.House.Find("hall")!.Status);
    }

    [Fact]
    public async Task Overlap_ManyReloads_NoEventIsLostOrDoubled()
    {
        await _bench.StartAsync(handOver: HandOverKind.Overlap);

        for (var i = 0; i < 5; i++)
        {
            LanternBuild.Write(_bench.Lantern, $"build {i}");
            Assert.Equal(ReloadResult.Swapped, (await _bench.House.ReloadAsync("lantern", null))!.Result);
        }

        var rung = _bench.Device.Rung;
        await Eventually.TrueAsync(() => Bells().Count > 0 && Bells().Max() >= rung, "the last ring is heard");

        // Two connections tell of the same rings; which of two neighbours is told first is not promised.
        var bells = Bells().Order().ToList();
        Assert.Equal(Enumerable.Range(bells[0], bells.Count), bells);
        Assert.InRange(bells[0], 1, 5);
        Assert.Equal(6, _bench.Device.Accepted);
        Assert.DoesNotContain(Statuses(), status => status != "online");
    }

    [Fact]
    public async Task Overlap_NewBuildIsRefused_TheOldConnectionStays()
    {
        await _bench.StartAsync(handOver: HandOverKind.Overlap);
        LanternBuild.Write(_bench.Lantern, "is refused", "2.0.0");

        var outcome = await _bench.House.ReloadAsync("lantern", null);

        Assert.Equal((ReloadResult.RolledBack, 1), (outcome!.Result, outcome.Plugin.Generation));
        Assert.Equal((1, 0), (_bench.Device.Accepted, _bench.Device.Left));
        Assert.DoesNotContain(Statuses(), status => status != "online");
    }

    private List<int> Bells() =>
    [
        .. _bench.EventsOf(EventType.Event).Select(data => int.Parse($"{data}", CultureInfo.InvariantCulture)),
    ];

    private List<string?> Statuses() =>
        [.. _bench.EventsOf(EventType.Device).Select(data => data.GetProperty("status").GetString()).SkipWhile(status => status != "online")];
}
