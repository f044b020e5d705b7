using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Devices.Sins;

public sealed class EndlessFailureTests
{
    [Fact]
    public async Task ThousandAttemptsThatFail_LeaveNothingBehind()
    {
        await using var peer = new Peer();
        await using var bench = new DeviceBench();
        var driver = new ScriptedDriver(peer)
        {
            Policy = new DriverPlan
            {
                Backoff = new Backoff { First = TimeSpan.FromMilliseconds(1), Cap = TimeSpan.FromMilliseconds(1), Jitter = 0 },
            },
            Opening = (_, _) => throw ConnectionEndedException.Lost("The handshake failed."),
        };
        var device = bench.Add("failing", driver);
        await bench.WaitAsync("failing", _ => driver.Attempts >= 50);
        var before = Directory.GetFileSystemEntries("/proc/self/fd").Length - peer.Accepted;

        await bench.WaitAsync("failing", _ => driver.Attempts >= 1_000);
        device.Disable();
        await device.WhenHandledAsync();

        var counts = bench.Ledger.CountsOf("failing");
        Assert.Equal((0L, 0L), (counts.Open, counts.Leaked));
        Assert.Equal(counts.Opened, counts.Closed);
        Assert.InRange(counts.Opened, driver.Attempts - 1, driver.Attempts);
        Assert.Equal(50, device.Read().Transitions.Count);

        // The peer in this process keeps its ends of the streams; what counts is that ours are gone.
        await Eventually.TrueAsync(() => peer.IsLeftAlone, "the peer sees every stream end");
        var growth = Directory.GetFileSystemEntries("/proc/self/fd").Length - peer.Accepted - before;
        Assert.True(growth < 200, $"{growth} descriptors more after {driver.Attempts} attempts");
    }
}
