using System.Net.Sockets;

namespace PluginHost.Testing.Tests;

public sealed class FaultProxyTests : IAsyncDisposable
{
    private readonly ProxyScene _scene = new();

    private FaultProxy Proxy => _scene.Proxy;

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task None_BytesAndFinBothWays_PassAndAreCounted()
    {
        (Socket client, Socket target) = await _scene.OpenAsync();

        await ProxyScene.SendAsync(client, "question");
        Assert.Equal("question", await ProxyScene.ReadTextAsync(target, 8));
        client.Shutdown(SocketShutdown.Send);
        await ProxyScene.ExpectFinAsync(target);
        await ProxyScene.SendAsync(target, "answer");
        Assert.Equal("answer", await ProxyScene.ReadTextAsync(client, 6));
        Assert.Equal(ProxyEnd.Open, Assert.Single(Proxy.Connections).End);
        target.Shutdown(SocketShutdown.Send);
        await ProxyScene.ExpectFinAsync(client);

        await _scene.EndedAsync(ProxyEnd.Fin);
        ConnectionRecord record = Assert.Single(Proxy.Connections);
        Assert.Equal((8, 6), (record.BytesToTarget, record.BytesToClient));
        Assert.True(record.ClientFin < record.ServerFin);
        Assert.Equal((1, 0, 1, 1, 0), Counts());
        Assert.Equal((8, 6), (Proxy.Totals.BytesToTarget, Proxy.Totals.BytesToClient));
    }

    [Fact]
    public async Task None_MuchDataWithSlowReader_ArrivesWhole()
    {
        (Socket client, Socket target) = await _scene.OpenAsync();
        byte[] sent = new byte[8 * 1024 * 1024];
        new Random(1).NextBytes(sent);

        Task<int> sending = target.SendAsync(sent);
        byte[] received = await ProxyScene.ReadAsync(client, sent.Length);

        Assert.Equal(sent.Length, await sending);
        Assert.True(sent.AsSpan().SequenceEqual(received));
    }

    [Fact]
    public async Task None_ClientResets_TargetIsReset()
    {
        (Socket client, Socket target) = await _scene.OpenAsync();

        ProxyScene.Reset(client);

        await ProxyScene.ExpectResetAsync(target);
        await _scene.EndedAsync(ProxyEnd.Reset);
        Assert.Equal((1, 0, 1, 0, 1), Counts());
        Assert.Null(Proxy.Connections[0].ClientFin);
    }

    [Fact]
    public async Task None_TargetResets_ClientIsReset()
    {
        (Socket client, Socket target) = await _scene.OpenAsync();

        ProxyScene.Reset(target);

        await ProxyScene.ExpectResetAsync(client);
        await _scene.EndedAsync(ProxyEnd.Reset);
    }

    [Fact]
    public async Task None_TargetDoesNotListen_ClientIsReset()
    {
        _scene.CloseTarget();

        await _scene.ExpectResetOnConnectAsync();
    }

    [Fact]
    public async Task None_ClientAnswersServersFin_TellsTheTimeBetween()
    {
        (Socket client, Socket target) = await _scene.OpenAsync();

        target.Shutdown(SocketShutdown.Send);
        await ProxyScene.ExpectFinAsync(client);
        Assert.Null(Assert.Single(Proxy.Connections).ClientFin);
        client.Dispose();

        ConnectionRecord record = await Proxy.WaitForAsync(one => one.ClientFin is not null, "the client's FIN");
        Assert.True(record.ClientFin - record.ServerFin < TimeSpan.FromSeconds(5), record.ToString());
    }

    [Fact]
    public async Task Refuse_OpenConnectionsGoOn_NewOnesAreRefused()
    {
        (Socket client, Socket target) = await _scene.OpenAsync();

        Proxy.Apply(NetworkFault.Refuse);

        SocketException failure = await Assert.ThrowsAsync<SocketException>(_scene.ConnectAsync);
        Assert.Equal(SocketError.ConnectionRefused, failure.SocketErrorCode);
        await ProxyScene.SendAsync(client, "on");
        Assert.Equal("on", await ProxyScene.ReadTextAsync(target, 2));
        Assert.Equal(1, Proxy.Totals.Accepted);
    }

    [Fact]
    public async Task Refuse_LiftedAgainAndAgain_ComesBackOnTheSamePort()
    {
        int port = Proxy.Port;

        for (int round = 0; round < 20; round++)
        {
            Proxy.Apply(NetworkFault.Refuse);
            await Assert.ThrowsAsync<SocketException>(_scene.ConnectAsync);
            Proxy.Apply(NetworkFault.None);
            await _scene.OpenAsync();
        }

        Assert.Equal(port, Proxy.Port);
        Assert.Equal(20, Proxy.Totals.PeakOpen);
    }

    [Fact]
    public void Refuse_ExistingOnly_Throws()
        => Assert.Throws<ArgumentException>(() => Proxy.Apply(NetworkFault.Refuse, FaultScope.Existing));

    [Fact]
    public async Task Garbage_OpenConnection_ComesBetweenWhatIsSent()
    {
        (Socket client, Socket target) = await _scene.OpenAsync();
        await ProxyScene.SendAsync(target, "before");
        await ProxyScene.ReadAsync(client, 6);

        Proxy.Apply(NetworkFault.Garbage(new byte[] { 0xFF, 0x00 }));
        Assert.Equal([0xFF, 0x00], await ProxyScene.ReadAsync(client, 2));
        await ProxyScene.SendAsync(target, "after");

        Assert.Equal("after", await ProxyScene.ReadTextAsync(client, 5));
    }

    [Fact]
    public async Task Garbage_NewConnection_ComesFirst()
    {
        Proxy.Apply(NetworkFault.Garbage("noise"u8.ToArray(), FlowDirection.ToTarget));
        (Socket client, Socket target) = await _scene.OpenAsync();

        await ProxyScene.SendAsync(client, "clean");

        Assert.Equal("noiseclean", await ProxyScene.ReadTextAsync(target, 10));
        Assert.True(ProxyScene.IsSilent(client));
    }

    [Theory]
    [InlineData(ProxyEnd.Reset)]
    [InlineData(ProxyEnd.Fin)]
    public async Task DropAll_OpenConnections_EndsThemAndAcceptsNewOnes(ProxyEnd end)
    {
        (Socket client, Socket target) = await _scene.OpenAsync();
        await _scene.OpenAsync();

        await Proxy.DropAllAsync(end);

        foreach (Socket side in (Socket[])[client, target])
        {
            await (end == ProxyEnd.Reset ? ProxyScene.ExpectResetAsync(side) : ProxyScene.ExpectFinAsync(side));
        }

        Assert.Equal(end == ProxyEnd.Reset ? (2, 0, 2, 0, 2) : (2, 0, 2, 2, 0), Counts());
        await _scene.OpenAsync();
        Assert.Equal(1, Proxy.Totals.Open);
    }

    [Fact]
    public async Task Apply_NewOnly_SparesOpenConnections()
    {
        (Socket client, _) = await _scene.OpenAsync();

        Proxy.Apply(NetworkFault.ResetAfter(0), FaultScope.New);

        await _scene.ExpectResetOnConnectAsync();
        await _scene.EndedAsync(ProxyEnd.Reset, number: 2);
        Assert.True(ProxyScene.IsSilent(client));
        Assert.Equal(ProxyEnd.Open, Proxy.Connections[0].End);
    }

    [Fact]
    public async Task Apply_ExistingOnly_SparesNewConnections()
    {
        (Socket client, _) = await _scene.OpenAsync();

        Proxy.Apply(NetworkFault.ResetAfter(0), FaultScope.Existing);

        await ProxyScene.ExpectResetAsync(client);
        Assert.Equal(NetworkFault.None, Proxy.Fault);
        (Socket second, Socket target) = await _scene.OpenAsync();
        await ProxyScene.SendAsync(target, "fine");
        Assert.Equal("fine", await ProxyScene.ReadTextAsync(second, 4));
    }

    private (int Accepted, int Open, int Peak, int Fin, int Reset) Counts()
        => (Proxy.Totals.Accepted, Proxy.Totals.Open, Proxy.Totals.PeakOpen, Proxy.Totals.ClosedByFin, Proxy.Totals.ClosedByReset);
}
