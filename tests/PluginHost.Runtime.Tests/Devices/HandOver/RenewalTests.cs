using PluginHost.Runtime.Devices.Supervision;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Devices.HandOver;

/// <summary>The same model again, by the declared kind, and reconnects.</summary>
public sealed class RenewalTests
{
    [Theory]
    [InlineData(HandOverKind.Overlap, new[] { DeviceStatus.Connecting, DeviceStatus.Online, DeviceStatus.Online })]
    [InlineData(HandOverKind.Resume, new[] { DeviceStatus.Connecting, DeviceStatus.Online, DeviceStatus.Connecting, DeviceStatus.Online })]
    [InlineData(HandOverKind.Reconnect, new[] { DeviceStatus.Connecting, DeviceStatus.Online, DeviceStatus.Connecting, DeviceStatus.Online })]
    public async Task Renewal_GivesANewConnectionAfterItsTime(HandOverKind kind, DeviceStatus[] statuses)
    {
        var clock = new FakeTimeProvider();
        await using var scene = new HandOverScene(clock);
        await scene.ServeAsync(scene.Driver(kind, policy: new DriverPlan { Exclusive = false, Renewal = TimeSpan.FromHours(24) }));

        clock.Advance(TimeSpan.FromHours(23.9));
        await scene.Bench.UntilAsync(scene.Device.WhenHandledAsync(), TimeSpan.Zero);
        Assert.Equal(1, scene.Peer.Accepted);
        clock.Advance(TimeSpan.FromHours(0.2));

        await scene.Bench.UntilAsync(() => scene.Peer.Accepted == 2 && scene.Peer.Open == 1, () => $"{scene.Now}");
        await scene.Bench.WaitAsync(HandOverScene.Id, device => device.Transitions.Count == statuses.Length);
        Assert.Equal(statuses, scene.Statuses);
        Assert.Contains("goodbye old", scene.Peer.Said);
    }
}
