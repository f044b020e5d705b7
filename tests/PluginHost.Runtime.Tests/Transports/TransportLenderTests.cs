using System.Net;
using System.Net.Sockets;
using PluginHost.Runtime.Transports;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Transports;

public sealed class TransportLenderTests
{
    [Fact]
    public async Task Connect_NobodyListens_ThrowsLostWithTheReason()
    {
        await using var loan = new Loan();

        // Bound and not listening: nobody else can take the port meanwhile.
        using var deaf = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        deaf.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)deaf.LocalEndPoint!).Port;
        using var deadline = loan.Within();
        var ending = await Assert.ThrowsAsync<ConnectionEndedException>(() => loan.Lender.ConnectAsync("127.0.0.1", port, deadline));
        Assert.Equal(ConnectionEnd.Lost, ending.End);
        Assert.Equal($"Connecting to 127.0.0.1:{port} failed: connection refused", ending.Message);
        Assert.Equal(0, loan.Ledger.Counts.Opened);
    }

    [Fact]
    public async Task Connect_FirstAddressRefuses_TriesTheNext()
    {
        using var listener = Loan.LoopbackListener();
        await using var loan = new Loan(_ => [IPAddress.Parse("127.0.0.9"), IPAddress.Loopback]);
        using var deadline = loan.Within();
        await using var stream = await loan.Lender.ConnectAsync("projector.test", ((IPEndPoint)listener.LocalEndPoint!).Port, deadline);
        Assert.Equal(listener.LocalEndPoint, stream.RemoteEndPoint);
    }

    [Fact]
    public async Task Connect_NameNeverResolves_EndsAtTheDeadline()
    {
        using var answer = new ManualResetEventSlim();
        await using var loan = new Loan(_ =>
        {
            answer.Wait();
            return [IPAddress.Loopback];
        });
        using var deadline = loan.Within(seconds: 0.2);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loan.Lender.ConnectAsync("nobody.test", 9090, deadline));
        answer.Set();
    }

    [Fact]
    public async Task Connect_UnknownName_ThrowsLost()
    {
        await using var loan = new Loan(_ => throw new SocketException((int)SocketError.HostNotFound));
        using var deadline = loan.Within();
        var ending = await Assert.ThrowsAsync<ConnectionEndedException>(() => loan.Lender.ConnectAsync("nobody.test", 9090, deadline));
        Assert.Equal(ConnectionEnd.Lost, ending.End);
        Assert.Contains("nobody.test", ending.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_DeadlinePassesWhileConnecting_LeavesNoSocket()
    {
        // A full backlog is a peer that never answers.
        using var listener = Loan.LoopbackListener(backlog: 0);
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        using var first = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await first.ConnectAsync(listener.LocalEndPoint);
        await using var loan = new Loan();
        using var deadline = loan.Within(seconds: 0.3);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loan.Lender.ConnectAsync("127.0.0.1", port, deadline));
        await SocketCounter.WaitUntilAsync(sockets => sockets.ClientSide(port).Sockets.Count == 1, "only the first is there", Environment.ProcessId);
    }

    [Fact]
    public async Task Connect_ScopeEndsMeanwhile_ThrowsStoppedAndLeavesNoSocket()
    {
        using var listener = Loan.LoopbackListener();
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        Loan? ending = null;
        await using var loan = new Loan(_ =>
        {
            ending!.EndAsync(isLeak: true).GetAwaiter().GetResult();
            return [IPAddress.Loopback];
        });
        ending = loan;
        using var deadline = loan.Within();
        var error = await Assert.ThrowsAsync<ConnectionEndedException>(() => loan.Lender.ConnectAsync("late.test", port, deadline));
        Assert.Equal(ConnectionEnd.Stopped, error.End);
        using var peer = await listener.AcceptAsync();
        await SocketCounter.WaitUntilAsync(
            sockets => sockets.ClientSide(port).Sockets.Count == 0, "the socket is closed", Environment.ProcessId);
        Assert.Equal(0, loan.Ledger.Counts.Leaked);
    }

    [Fact]
    public async Task Connect_ScopeEndsAtAnyMoment_LeavesNoSocket()
    {
        using var listener = Loan.LoopbackListener(backlog: 512);
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        for (var round = 0; round < 100; round++)
        {
            await using var loan = new Loan();
            using var deadline = loan.Within();
            var opening = Task.Run(() => loan.Lender.ConnectAsync("127.0.0.1", port, deadline));
            await Task.Run(() => loan.EndAsync(isLeak: false));
            await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            Assert.True(opening.IsCompletedSuccessfully || opening.Exception?.InnerException is ConnectionEndedException { End: ConnectionEnd.Stopped });
        }

        await SocketCounter.WaitUntilAsync(
            sockets => sockets.ClientSide(port).Sockets.All(socket => socket.Inode == 0), "every socket is closed", Environment.ProcessId);
    }

    [Theory]
    [InlineData(60, 60, 5)]
    [InlineData(3, 1, 2)]
    public async Task Connector_KeepAlive_IsSetOnTheSocket(int time, int interval, int probes)
    {
        var options = new StreamOptions
        {
            KeepAliveTime = TimeSpan.FromSeconds(time),
            KeepAliveInterval = TimeSpan.FromSeconds(interval),
            KeepAliveProbes = probes,
        };
        if (time == 60)
        {
            Assert.Equal(new StreamOptions(), options);
        }

        using var listener = Loan.LoopbackListener();
        using var socket = await SocketConnector.ConnectAsync(
            [IPAddress.Loopback], "localhost", ((IPEndPoint)listener.LocalEndPoint!).Port, options, CancellationToken.None);
        Assert.NotEqual(0, socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive));
        Assert.Equal(time, socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime));
        Assert.Equal(interval, socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval));
        Assert.Equal(probes, socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount));
        Assert.True(socket.NoDelay);
    }
}
