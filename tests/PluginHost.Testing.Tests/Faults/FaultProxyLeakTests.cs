using System.Net.Sockets;

namespace PluginHost.Testing.Tests;

public sealed class FaultProxyLeakTests
{
    private static readonly NetworkFault[] Faults =
    [
        NetworkFault.None, NetworkFault.Refuse, NetworkFault.BlackHole, NetworkFault.ResetAfter(0), NetworkFault.ResetAfter(3), NetworkFault.HalfClose(),
        NetworkFault.HalfClose(2), NetworkFault.Trickle(1, TimeSpan.FromMilliseconds(1)), NetworkFault.Garbage(new byte[] { 1, 2, 3 }),
        NetworkFault.ResetAfter(1, FlowDirection.ToTarget),
    ];

    [Fact]
    public async Task ThreeHundredFaults_LeaveNothing()
    {
        LeakCheck check = await LeakCheck.StartAsync();
        await using (var scene = new ProxyScene())
        {
            using var stop = new CancellationTokenSource();
            Task answering = AnswerAsync(scene, stop.Token);
            LeakCheck whileRunning = await LeakCheck.StartAsync();
            var met = new HashSet<SocketError>();
            for (int round = 0; round < 300; round++)
            {
                met.Add(await MeetAsync(scene, Faults[round % Faults.Length], flap: round % 7 == 0));
            }

            scene.Proxy.Apply(NetworkFault.None);
            await scene.Proxy.DropAllAsync();
            await whileRunning.AssertBackAsync();
            Assert.Equal(0, scene.Proxy.Totals.Open);
            Assert.InRange(scene.Proxy.Totals.Accepted, 200, 300);
            Assert.Equal([SocketError.Success, SocketError.ConnectionReset, SocketError.ConnectionRefused], met.Order());
            await stop.CancelAsync();
            await answering;
        }

        await check.AssertBackAsync();
    }

    [Fact]
    public async Task Dispose_ConnectionsOpenUnderFaults_ClosesAllSides()
    {
        LeakCheck check = await LeakCheck.StartAsync();
        var scene = new ProxyScene();
        foreach (NetworkFault fault in (NetworkFault[])[NetworkFault.None, NetworkFault.BlackHole, NetworkFault.HalfClose(), NetworkFault.Trickle(1, TimeSpan.FromHours(1))])
        {
            scene.Proxy.Apply(fault, FaultScope.New);
            (await scene.ConnectAsync()).Send("bytes"u8);
        }

        await Eventually.TrueAsync(() => scene.Proxy.Totals.Open == 4, "four open connections");
        await scene.Proxy.DisposeAsync();

        Assert.Equal(0, scene.Proxy.Totals.Open);
        await scene.DisposeAsync();
        await check.AssertBackAsync();
    }

    [Fact]
    public async Task Dispose_ManyProxies_FreesTheirPorts()
    {
        LeakCheck check = await LeakCheck.StartAsync();

        for (int round = 0; round < 20; round++)
        {
            await using var scene = new ProxyScene();
        }

        await check.AssertBackAsync();
    }

    [Fact]
    public async Task Apply_Disposed_Throws()
    {
        var scene = new ProxyScene();
        await scene.DisposeAsync();

        Assert.Throws<ObjectDisposedException>(() => scene.Proxy.Apply(NetworkFault.None));
    }

    /// <returns>How the client fared.</returns>
    private static async Task<SocketError> MeetAsync(ProxyScene scene, NetworkFault fault, bool flap)
    {
        scene.Proxy.Apply(fault);
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await client.ConnectAsync(scene.Proxy.EndPoint);
            await client.SendAsync("question"u8.ToArray());
            if (flap)
            {
                await scene.Proxy.DropAllAsync();
            }

            if (fault != NetworkFault.BlackHole)
            {
                await client.ReceiveAsync(new byte[16]);
            }

            return SocketError.Success;
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode;
        }
    }

    // The target does not care who hangs up on it.
    private static async Task AnswerAsync(ProxyScene scene, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using Socket target = await scene.AcceptUnkeptAsync(stop);
                await target.SendAsync("answer"u8.ToArray(), stop);
                await target.ReceiveAsync(new byte[16], stop);
            }
            catch (Exception end) when (end is SocketException || stop.IsCancellationRequested)
            {
                Assert.False(end is SocketException { SocketErrorCode: SocketError.TooManyOpenSockets }, end.Message);
            }
        }
    }
}
