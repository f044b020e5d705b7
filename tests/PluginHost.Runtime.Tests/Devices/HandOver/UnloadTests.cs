using System.Runtime.CompilerServices;
using PluginHost.Runtime.Devices.HandOver;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Devices.HandOver;

/// <summary>Nothing of the old driver or connection is reachable once another one serves: else its generation could never go.</summary>
public sealed class UnloadTests
{
    [Theory]
    [InlineData(HandOverKind.Resume)]
    [InlineData(HandOverKind.Overlap)]
    [InlineData(HandOverKind.Reconnect)]
    public async Task Replace_LetsTheOldDriverAndConnectionGo(HandOverKind kind)
    {
        await using var scene = new HandOverScene();
        var old = await ServeAsync(scene, kind);
        await ReplaceAsync(scene, kind);
        await Eventually.TrueAsync(() => scene.Peer.Open == 1, "the old connection is closed");

        await Eventually.TrueAsync(
            () =>
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
                return old.All(weak => !weak.IsAlive);
            },
            "driver, attempt, stream and settings are gone",
            was: () => string.Join(", ", old.Where(weak => weak.IsAlive).Select(weak => weak.Target)));
        Assert.Equal(2, scene.Now.Generation);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference[]> ServeAsync(HandOverScene scene, HandOverKind kind)
    {
        var driver = await scene.ServeAsync(scene.Driver(kind));
        scene.Peer.Tell("level 1\nring 1\nlev");
        await scene.ShowsAsync("1");
        await scene.Device.PostAsync("light", true, isWaitedFor: true);
        return [new(driver), new(driver.Last), new(driver.Stream), new(scene.Device.Model.Driver!.Settings), new(scene.Device.Model)];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task ReplaceAsync(HandOverScene scene, HandOverKind kind) =>
        Assert.Equal(new HandOverResult(kind, true, ""), await scene.ReplaceAsync(HandOverScene.Model(scene.Driver(kind, "next"))));
}
