using System.Net;
using System.Net.Sockets;
using System.Runtime;

namespace PluginHost.Testing;

/// <summary>
/// Asserts that what this process opened since a baseline is gone: descriptors, connections, threads
/// and timers. No garbage collection is forced, and one is held off as far as the runtime allows: a finalizer would hide
/// what nobody closed. Keep what a test may leak reachable where that must not be left to chance.
/// </summary>
/// <remarks>The figures are the whole process's: run such tests alone in theirs.</remarks>
public sealed class LeakCheck
{
    private const long BytesBeforeCollection = 128 * 1024 * 1024;

    private readonly ProcessFigures _baseline;
    private readonly LeakTolerance _tolerance;

    private LeakCheck(ProcessFigures baseline, LeakTolerance tolerance)
    {
        _baseline = baseline;
        _tolerance = tolerance;
    }

    /// <summary>Takes the baseline.</summary>
    public static async Task<LeakCheck> StartAsync(LeakTolerance? tolerance = null)
    {
        await WarmUpSocketsAsync().ConfigureAwait(false);
        return new LeakCheck(ProcessFigures.Take(), tolerance ?? new LeakTolerance());
    }

    /// <summary>Waits, in real time, until everything is back within the tolerance of the baseline.</summary>
    /// <exception cref="TimeoutException">Something is left; the message lists it.</exception>
    public async Task AssertBackAsync(TimeSpan? timeout = null)
    {
        // Looking at /proc allocates enough to bring on a collection, whose finalizers would close what nobody else did.
        bool held = GCSettings.LatencyMode != GCLatencyMode.NoGCRegion
            && GC.TryStartNoGCRegion(BytesBeforeCollection, disallowFullBlockingGC: true);
        try
        {
            await Eventually.TrueAsync(
                () => Left().Count == 0,
                "nothing left of what was opened since the baseline",
                timeout,
                () => string.Join(Environment.NewLine, Left())).ConfigureAwait(false);
        }
        finally
        {
            // It has ended by itself where the code under test allocated more.
            if (held && GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
            {
                GC.EndNoGCRegion();
            }
        }
    }

    private IReadOnlyList<string> Left() => ProcessFigures.Take().Beyond(_baseline, _tolerance);

    // The runtime opens its event port and starts its thread at the first socket and keeps both.
    private static async Task WarmUpSocketsAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint).ConfigureAwait(false);
        using TcpClient server = await listener.AcceptTcpClientAsync().ConfigureAwait(false);
    }
}
