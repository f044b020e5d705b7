using System.Net.Sockets;
using System.Runtime;
using PluginHost.Testing;

namespace PluginHost.Incident.Tests.Gallery;

/// <summary>
/// Counts the sockets that the client's side of a pair leaves open, while no collection can run whose finalizers would close
/// what nobody else did.
/// </summary>
internal static class ClientSockets
{
    public const int Runs = 50;

    private const long BytesBeforeCollection = 128 * 1024 * 1024;

    /// <summary>Plays a scene fifty times and waits until this process has that many sockets more, without the peer's.</summary>
    /// <param name="expected">The number.</param>
    /// <param name="peer">The other end.</param>
    /// <param name="scene">What is played.</param>
    /// <param name="reachable">Sockets that no collection would close, closed afterwards.</param>
    public static async Task AssertLeftAsync(int expected, Peer peer, Func<Task> scene, IReadOnlyList<Socket>? reachable = null)
    {
        var baseline = Count(peer);
        Assert.True(GC.TryStartNoGCRegion(BytesBeforeCollection, disallowFullBlockingGC: true));
        try
        {
            for (var i = 0; i < Runs; i++)
            {
                await scene();
            }

            // The peer may still be closing its side, which is then counted for neither.
            await Eventually.TrueAsync(() => Count(peer) - baseline == expected, $"{expected} sockets are left", null, () => $"{Count(peer) - baseline}");
            Assert.Equal(GCLatencyMode.NoGCRegion, GCSettings.LatencyMode);
        }
        finally
        {
            if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
            {
                GC.EndNoGCRegion();
            }
        }

        foreach (var socket in reachable ?? [])
        {
            socket.Dispose();
        }

        await CloseLeftoversAsync(peer, baseline);
    }

    private static int Count(Peer peer) => SocketCounter.SocketDescriptors(Environment.ProcessId) - peer.Open;

    /// <summary>Nobody can reach them any more but the finalizers.</summary>
    private static Task CloseLeftoversAsync(Peer peer, int baseline) => Eventually.TrueAsync(
        () =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return Count(peer) <= baseline;
        },
        "what was left open is closed",
        null,
        () => $"{Count(peer) - baseline} are open");
}
