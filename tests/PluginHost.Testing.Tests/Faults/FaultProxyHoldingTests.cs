using System.Net.Sockets;

namespace PluginHost.Testing.Tests;

/// <summary>Faults that hold bytes back or cut them off.</summary>
public sealed class FaultProxyHoldingTests : IAsyncDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly ProxyScene _scene;

    public FaultProxyHoldingTests() => _scene = new ProxyScene(_time);

    private FaultProxy Proxy => _scene.Proxy;

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task BlackHole_NewConnection_ReachesTheTargetOnlyOnceLifted()
    {
        Proxy.Apply(NetworkFault.BlackHole);
        Socket client = await _scene.ConnectAsync();
        await ProxyScene.SendAsync(client, "held");
        await Eventually.TrueAsync(() => Proxy.Totals.Open == 1, "the proxy has accepted");
        Assert.True(_scene.TargetSeesNobody());

        Proxy.Apply(NetworkFault.None);

        Assert.Equal("held", await ProxyScene.ReadTextAsync(await _scene.AcceptAsync(), 4));
    }

    [Fact]
    public async Task BlackHole_OpenConnection_HoldsBytesAndFinUntilLifted()
    {
        (Socket client, Socket target) = await _scene.OpenAsync();
        Proxy.Apply(NetworkFault.BlackHole, FaultScope.Existing);
        await ProxyScene.SendAsync(client, "up");
        await ProxyScene.SendAsync(target, "down");
        target.Shutdown(SocketShutdown.Send);

        // A later connection gets through both ways meanwhile: the proxy has had its turns.
        (Socket witness, Socket witnessTarget) = await _scene.OpenAsync();
        await ProxyScene.SendAsync(witness, "there");
        Assert.Equal("there", await ProxyScene.ReadTextAsync(witnessTarget, 5));
        await ProxyScene.SendAsync(witnessTarget, "back");
        Assert.Equal("back", await ProxyScene.ReadTextAsync(witness, 4));
        Assert.True(ProxyScene.IsSilent(client));
        Assert.True(ProxyScene.IsSilent(target));
        Assert.Null(Proxy.Connections[0].ServerFin);

        Proxy.Apply(NetworkFault.None);

        Assert.Equal("down", await ProxyScene.ReadTextAsync(client, 4));
        Assert.Equal("up", await ProxyScene.ReadTextAsync(target, 2));
        await ProxyScene.ExpectFinAsync(client);
        Assert.NotNull(Proxy.Connections[0].ServerFin);
    }

    [Fact]
    public async Task BlackHole_ClientCloses_ConnectionIsDroppedOnBothSides()
    {
        (Socket client, Socket target) = await _scene.OpenAsync();
        Proxy.Apply(NetworkFault.BlackHole);
        Socket late = await _scene.ConnectAsync();

        client.Dispose();
        late.Dispose();

        await ProxyScene.ExpectFinAsync(target);
        await Eventually.TrueAsync(() => Proxy.Totals is { Open: 0, ClosedByFin: 2 }, "both dropped", was: Proxy.Totals.ToString);
        Assert.All(Proxy.Connections, record => Assert.NotNull(record.ClientFin));
    }

    [Fact]
    public async Task BlackHole_AppliedAfterClientHasClosed_DropsTheConnection()
    {
        (Socket client, _) = await _scene.OpenAsync();
        client.Dispose();
        await Proxy.WaitForAsync(record => record.ClientFin is not null, "the client's FIN");

        Proxy.Apply(NetworkFault.BlackHole);

        await _scene.EndedAsync(ProxyEnd.Fin);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task ResetAfter_BytesToClient_LetsExactlyThosePass(int bytes)
    {
        (Socket client, Socket target) = await _scene.OpenAsync();
        await ProxyScene.SendAsync(target, "earlier");
        await ProxyScene.ReadAsync(client, 7);

        Proxy.Apply(NetworkFault.ResetAfter(bytes));
        if (bytes > 0)
        {
            await ProxyScene.SendAsync(target, "0123456789");
        }

        Assert.Equal("0123456789"[..bytes], await ProxyScene.ReadTextAsync(client, bytes));
        await ProxyScene.ExpectResetAsync(client);
        await ProxyScene.ExpectResetAsync(target);
        await _scene.EndedAsync(ProxyEnd.Reset);
        Assert.Equal(7 + bytes, Proxy.Connections[0].BytesToClient);
    }

    [Fact]
    public async Task ResetAfter_BytesToTarget_LeavesTheOtherWayAlone()
    {
        Proxy.Apply(NetworkFault.ResetAfter(3, FlowDirection.ToTarget));
        (Socket client, Socket target) = await _scene.OpenAsync();
        await ProxyScene.SendAsync(target, "greeting");
        Assert.Equal("greeting", await ProxyScene.ReadTextAsync(client, 8));

        await ProxyScene.SendAsync(client, "abc");

        Assert.Equal("abc", await ProxyScene.ReadTextAsync(target, 3));
        await ProxyScene.ExpectResetAsync(client);
    }

    [Fact]
    public async Task ResetAfter_TargetEndsWithThatByte_ResetsAllTheSame()
    {
        Proxy.Apply(NetworkFault.ResetAfter(4));
        (Socket client, Socket target) = await _scene.OpenAsync();

        await ProxyScene.SendAsync(target, "last");
        target.Shutdown(SocketShutdown.Send);

        await ProxyScene.ReadAsync(client, 4);
        await ProxyScene.ExpectResetAsync(client);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task HalfClose_AfterBytes_SendsFinAndStillPassesWhatTheClientSends(int bytes)
    {
        Proxy.Apply(NetworkFault.HalfClose(bytes));
        (Socket client, Socket target) = await _scene.OpenAsync();
        await ProxyScene.SendAsync(target, "dropped");

        Assert.Equal("dr"[..bytes], await ProxyScene.ReadTextAsync(client, bytes));
        await ProxyScene.ExpectFinAsync(client);
        await ProxyScene.SendAsync(client, "still");
        Assert.Equal("still", await ProxyScene.ReadTextAsync(target, 5));
        Assert.Equal((ProxyEnd.Open, null), (Proxy.Connections[0].End, Proxy.Connections[0].ClientFin));

        client.Dispose();

        await _scene.EndedAsync(ProxyEnd.Fin);
        Assert.NotNull(Proxy.Connections[0].ClientFin);
        Assert.NotNull(Proxy.Connections[0].ServerFin);
    }

    [Fact]
    public async Task HalfClose_TargetGoesOnSending_IsReadOn()
    {
        Proxy.Apply(NetworkFault.HalfClose());
        (Socket client, Socket target) = await _scene.OpenAsync();
        await ProxyScene.ExpectFinAsync(client);

        await target.SendAsync(new byte[16 * 1024 * 1024]).WaitAsync(Eventually.DefaultTimeout);

        Assert.Equal(0, Proxy.Connections[0].BytesToClient);
    }

    [Fact]
    public async Task Trickle_WithTheClock_LetsItsBytesPassPerInterval()
    {
        Proxy.Apply(NetworkFault.Trickle(3, Second));
        (Socket client, Socket target) = await _scene.OpenAsync();
        await ProxyScene.SendAsync(target, "abcdefgh");

        Assert.Equal("abc", await ProxyScene.ReadTextAsync(client, 3));
        await _time.WaitForTimerAsync(Second);
        Assert.True(ProxyScene.IsSilent(client));
        _time.Advance(Second);
        Assert.Equal("def", await ProxyScene.ReadTextAsync(client, 3));
        await _time.WaitForTimerAsync(Second);
        Assert.True(ProxyScene.IsSilent(client));
        _time.Advance(Second);
        Assert.Equal("gh", await ProxyScene.ReadTextAsync(client, 2));

        await ProxyScene.SendAsync(client, "upwards at once");
        Assert.Equal(15, (await ProxyScene.ReadAsync(target, 15)).Length);
    }

    [Fact]
    public async Task Trickle_Lifted_SendsTheRestWithoutTheClock()
    {
        Proxy.Apply(NetworkFault.Trickle(1, Second));
        (Socket client, Socket target) = await _scene.OpenAsync();
        await ProxyScene.SendAsync(target, "abcdefgh");
        await ProxyScene.ReadAsync(client, 1);
        await _time.WaitForTimerAsync(Second);

        Proxy.Apply(NetworkFault.None);

        Assert.Equal("bcdefgh", await ProxyScene.ReadTextAsync(client, 7));
        await Eventually.TrueAsync(() => _time.ActiveTimers == 0, "no timer is left");
    }
}
