using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using PluginHost.Runtime.Ledger;
using PluginHost.Runtime.Tests.Transports;
using PluginHost.Runtime.Tests.Transports.Http;

namespace PluginHost.Runtime.Tests.Ledger;

public sealed class SocketWatchTests
{
    private readonly ConcurrentQueue<(LedgerOwner Owner, string Remote)> _bypasses = new();

    [Fact]
    public async Task Connect_TcpClientOfADriver_IsFoundAndStaysListed()
    {
        await using var loan = new Loan();
        using var watch = Watch(loan);
        using var listener = Loan.LoopbackListener();
        await AsDriverAsync(async () =>
        {
            using var client = new TcpClient();
            await client.ConnectAsync((IPEndPoint)listener.LocalEndPoint!);
        });
        AssertFound(loan, listener.LocalEndPoint!.ToString()!);
        Assert.Contains(nameof(SocketWatchTests), Assert.Single(loan.Observer.Leaks).OpenedBy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_HttpClientOfADriver_IsFound()
    {
        await using var loan = new Loan();
        using var watch = Watch(loan);
        await using var server = new HttpTestServer(request => HttpTestServer.Ok("hello"));
        await AsDriverAsync(async () =>
        {
            using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
            await client.GetStringAsync(server.Address);
        });
        AssertFound(loan, $"127.0.0.1:{server.Address.Port}");
    }

    [Fact]
    public async Task Connect_LentByTheHost_IsNotFound()
    {
        await using var loan = new Loan();
        using var watch = Watch(loan);
        await using var server = new HttpTestServer(_ => HttpTestServer.Ok("hello"));
        await AsDriverAsync(async () =>
        {
            var (stream, peer) = await loan.ConnectAsync();
            await stream.DisposeAsync();
            peer.Dispose();
            using var http = loan.Lender.CreateHttpClient(new HttpOptions { BaseAddress = server.Address });
            await Task.WhenAll(http.GetStringAsync("/one"), http.GetStringAsync("/two"));
        });
        Assert.Equal(0, loan.Ledger.Counts.Leaked);
        Assert.Empty(_bypasses);
    }

    [Fact]
    public async Task Connect_RoundTheHostAfterLending_IsStillFound()
    {
        await using var loan = new Loan();
        using var watch = Watch(loan);
        using var listener = Loan.LoopbackListener();
        await AsDriverAsync(async () =>
        {
            var (stream, peer) = await loan.ConnectAsync();
            using (peer)
            await using (stream)
            {
                Assert.False(DriverFlow.IsLending);
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(listener.LocalEndPoint!);
            }
        });
        AssertFound(loan, listener.LocalEndPoint!.ToString()!);
    }

    [Fact]
    public async Task PeerEnds_CallbackOfALentStream_RunsInNobodysName()
    {
        var flow = new TaskCompletionSource<(LedgerOwner?, bool)>();
        await using var loan = new Loan();
        var lender = new PluginHost.Runtime.Transports.TransportLender(
            loan.Services, loan.Scope, (_, _) => flow.SetResult((DriverFlow.Current, DriverFlow.IsLending)));
        using var listener = Loan.LoopbackListener();
        using var deadline = loan.Within();
        await AsDriverAsync(() => lender.ConnectAsync("127.0.0.1", ((IPEndPoint)listener.LocalEndPoint!).Port, deadline));
        (await listener.AcceptAsync()).Dispose();
        Assert.Equal((null, false), await flow.Task);
    }

    [Fact]
    public void Connect_OfTheHostItself_IsNobodysBusiness()
    {
        var loan = new Loan();
        using var watch = Watch(loan);
        using var listener = Loan.LoopbackListener();
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(listener.LocalEndPoint!);
        Assert.Empty(_bypasses);
    }

    [Fact]
    public async Task OpenedRoundTheHost_MoreThanAreListed_AreCountedAllTheSame()
    {
        await using var loan = new Loan();
        for (var i = 0; i < 1_005; i++)
        {
            loan.Ledger.OpenedRoundTheHost(Loan.Owner, "10.0.0.1:80", "");
        }

        Assert.Equal(1_000, loan.Ledger.Lines().Count);
        Assert.Equal((5L, 1_005L, 1_005L), (loan.Ledger.Unlisted, loan.Ledger.Counts.Leaked, loan.Ledger.CountsOf("cinema").Leaked));
    }

    private static async Task AsDriverAsync(Func<Task> call)
    {
        DriverFlow.Enter(Loan.Owner);
        await call();
    }

    private SocketWatch Watch(Loan loan) => new(loan.Ledger, (owner, remote) => _bypasses.Enqueue((owner, remote)));

    private void AssertFound(Loan loan, string remote)
    {
        Assert.Equal((Loan.Owner, remote), Assert.Single(_bypasses));
        Assert.Equal(1, loan.Ledger.CountsOf("cinema").Leaked);
        var line = Assert.Single(loan.Ledger.Lines(), line => line.Leaked);
        Assert.Equal((Loan.Owner, remote), (line.Owner, line.Remote));
    }
}
