using System.Net;
using System.Text;
using PluginHost.Runtime.Ledger;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Transports.Http;

public sealed class DriverHttpClientTests
{
    [Fact]
    public async Task Get_SeveralOneAfterAnother_KeepsOneConnectionThatIsNoLeak()
    {
        await using var server = new HttpTestServer(request => HttpTestServer.Ok($"you asked {request.Target}"));
        await using var loan = new Loan();
        var http = loan.Lender.CreateHttpClient(new HttpOptions { BaseAddress = server.Address });
        for (var round = 0; round < 5; round++)
        {
            Assert.Equal($"you asked /{round}", await http.GetStringAsync($"/{round}"));
        }

        Assert.Equal(1, server.Accepted);
        var line = Assert.Single(loan.Ledger.Lines());
        Assert.Equal((TransportKind.Http, $"127.0.0.1:{server.Address.Port}"), (line.Kind, line.Remote));
        Assert.True(line.BytesIn > 0 && line.BytesOut > 0);
        Assert.False(loan.Scope.HasOpen);
        await loan.EndAsync(isLeak: true);
        await Eventually.TrueAsync(() => server.Open == 0, "the server sees the end");
        Assert.Equal(new LedgerCounts(0, 1, 1, 0), loan.Ledger.Counts);
        var ending = await Assert.ThrowsAsync<ConnectionEndedException>(() => http.GetStringAsync("/late"));
        Assert.Equal(ConnectionEnd.Stopped, ending.End);
    }

    [Fact]
    public async Task Idle_ServerCloses_ClosesAtOnceAndTheNextRequestConnectsAgain()
    {
        await using var server = new HttpTestServer(_ => HttpTestServer.Ok("hello"));
        await using var loan = new Loan();
        using var http = loan.Lender.CreateHttpClient(new HttpOptions { BaseAddress = server.Address });
        await http.GetStringAsync("/");
        server.CloseConnections();
        await Eventually.TrueAsync(() => loan.Ledger.Counts.Open == 0, "the idle connection is closed");
        await SocketCounter.WaitUntilAsync(
            sockets => sockets.ClientSide(server.Address.Port).CloseWait == 0, "nothing waits for our close", Environment.ProcessId);
        Assert.Equal("hello", await http.GetStringAsync("/"));
        Assert.Equal(2, server.Accepted);
    }

    [Fact]
    public async Task Dispose_ByTheDriver_ClosesItsConnections()
    {
        await using var server = new HttpTestServer(_ => HttpTestServer.Ok("hello"));
        await using var loan = new Loan();
        var http = loan.Lender.CreateHttpClient(new HttpOptions { BaseAddress = server.Address });
        await http.GetStringAsync("/");
        http.Dispose();
        await Eventually.TrueAsync(() => loan.Ledger.Counts.Open == 0 && server.Open == 0, "the connection is closed");
    }

    [Theory]
    [InlineData("unread", 1)]
    [InlineData("disposed", 0)]
    [InlineData("read", 0)]
    [InlineData("cancelled", 0)]
    public async Task Response_OfAnEndlessStream_IsALeakUnlessGivenBack(string how, int leaks)
    {
        await using var server = new HttpTestServer(how == "read" ? async (_, stream, stop) =>
        {
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nevent"u8.ToArray(), stop);
            return false;
        }
        : EndlessAsync);
        await using var loan = new Loan();
        var http = loan.Lender.CreateHttpClient(new HttpOptions { BaseAddress = server.Address, Endless = true });
        var response = await http.GetAsync("/events?key=secret", HttpCompletionOption.ResponseHeadersRead);
        var body = await response.Content.ReadAsStreamAsync();
        Assert.Equal(5, await body.ReadAtLeastAsync(new byte[5], 5));
        switch (how)
        {
            case "disposed":
                response.Dispose();
                await Eventually.TrueAsync(() => server.Open == 0, "the connection is closed without waiting for the rest");
                break;
            case "read":
                Assert.Equal(0, await body.ReadAsync(new byte[1]));
                break;
            case "cancelled":
                using (var cancel = new CancellationTokenSource())
                {
                    var reading = body.ReadAsync(new byte[1], cancel.Token).AsTask();
                    await cancel.CancelAsync();
                    await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
                }

                break;
        }

        Assert.Equal(leaks == 1, loan.Scope.HasOpen);
        await loan.EndAsync(isLeak: true);
        Assert.Equal(leaks, loan.Ledger.Counts.Leaked);
        if (leaks == 1)
        {
            var leak = Assert.Single(loan.Observer.Leaks);
            Assert.Equal(TransportKind.Http, leak.Line.Kind);
            Assert.StartsWith($"GET /events < {nameof(DriverHttpClientTests)}.", leak.OpenedBy, StringComparison.Ordinal);
        }

        await Eventually.TrueAsync(() => server.Open == 0, "the server sees the end");
    }

    [Fact]
    public async Task ScopeEnd_ReadPending_EndsItAtOnceAsStopped()
    {
        await using var server = new HttpTestServer(EndlessAsync);
        await using var loan = new Loan();
        var http = loan.Lender.CreateHttpClient(new HttpOptions { BaseAddress = server.Address, Endless = true });
        await using var body = await http.GetStreamAsync("/events");
        await body.ReadExactlyAsync(new byte[5]);
        var reading = body.ReadAsync(new byte[1]).AsTask();
        await loan.EndAsync(isLeak: false);
        var ending = await Assert.ThrowsAsync<ConnectionEndedException>(() => reading);
        Assert.Equal(ConnectionEnd.Stopped, ending.End);
    }

    [Fact]
    public async Task ScopeEnd_RequestsPending_EndsThemAtOnceAsStopped()
    {
        await using var server = new HttpTestServer(SilentAsync);
        await using var loan = new Loan();
        var http = loan.Lender.CreateHttpClient(new HttpOptions { BaseAddress = server.Address, MaxConnections = 1 });
        var pending = Enumerable.Range(0, 3).Select(_ => http.GetStringAsync("/")).ToArray();
        await Eventually.TrueAsync(() => server.Requests.Count == 1, "one is sent, the others wait for its connection");
        await loan.EndAsync(isLeak: true);
        foreach (var request in pending)
        {
            var ending = await Assert.ThrowsAsync<ConnectionEndedException>(() => request);
            Assert.Equal(ConnectionEnd.Stopped, ending.End);
        }

        Assert.Equal(0, loan.Ledger.Counts.Leaked);
    }

    [Fact]
    public async Task Get_Cancelled_IsCancelled()
    {
        await using var server = new HttpTestServer(SilentAsync);
        await using var loan = new Loan();
        using var http = loan.Lender.CreateHttpClient(new HttpOptions { BaseAddress = server.Address });
        using var deadline = loan.Within(seconds: 0.2);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => http.GetStringAsync("/", deadline.Token));
        await Eventually.TrueAsync(() => server.Open == 0, "the connection of a cancelled request is closed");
    }

    [Fact]
    public async Task Get_NobodyListens_ThrowsLostWithTheReason()
    {
        int port;
        using (var listener = Loan.LoopbackListener())
        {
            port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        }

        await using var loan = new Loan();
        using var http = loan.Lender.CreateHttpClient(new HttpOptions { BaseAddress = new Uri($"http://127.0.0.1:{port}/") });
        var ending = await Assert.ThrowsAsync<ConnectionEndedException>(() => http.GetStringAsync("/status?password=secret"));
        Assert.Equal(ConnectionEnd.Lost, ending.End);
        Assert.Contains("connection refused", ending.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", ending.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_NameNeverResolves_IsLostAtTheConnectLimit()
    {
        using var answer = new ManualResetEventSlim();
        await using var loan = new Loan(_ =>
        {
            answer.Wait();
            return [];
        });
        using var http = loan.Lender.CreateHttpClient(
            new HttpOptions { BaseAddress = new Uri("http://nobody.test/"), ConnectLimit = TimeSpan.FromMilliseconds(200) });
        var ending = await Assert.ThrowsAsync<ConnectionEndedException>(() => http.GetStringAsync("/"));
        answer.Set();
        Assert.Equal(ConnectionEnd.Lost, ending.End);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", ConnectionEnd.Lost)]
    [InlineData("RTSP is spoken here\r\n\r\n", ConnectionEnd.ProtocolBroken)]
    public async Task Get_BrokenAnswer_ThrowsTheFittingEnd(string answer, ConnectionEnd end)
    {
        await using var server = new HttpTestServer(async (_, stream, stop) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), stop);
            return false;
        });
        await using var loan = new Loan();
        using var http = loan.Lender.CreateHttpClient(new HttpOptions { BaseAddress = server.Address });
        var ending = await Assert.ThrowsAsync<ConnectionEndedException>(() => http.GetStringAsync("/"));
        Assert.Equal(end, ending.End);
        Assert.False(loan.Scope.HasOpen);
    }

    [Fact]
    public async Task Get_Redirected_IsNotFollowedAndSetsNoCookie()
    {
        await using var server = new HttpTestServer(_ =>
            "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.2/\r\nSet-Cookie: id=1\r\nContent-Length: 0\r\n\r\n");
        await using var loan = new Loan();
        using var http = loan.Lender.CreateHttpClient(new HttpOptions { BaseAddress = server.Address });
        using (var response = await http.GetAsync("/"))
        {
            Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        }

        (await http.GetAsync("/")).Dispose();
        Assert.DoesNotContain(server.Requests, request => request.Headers.ContainsKey("Cookie"));
        Assert.All(server.Requests, request => Assert.Equal(["Host"], request.Headers.Keys));
    }

    [Theory]
    [InlineData("pinned", null)]
    [InlineData("any", null)]
    [InlineData("other", "not the pinned one")]
    [InlineData("system", "not trusted here")]
    public async Task Get_OverTls_ChecksTheCertificate(string how, string? refusal)
    {
        using var certificate = TestCertificate.Create();
        await using var server = new HttpTestServer(_ => HttpTestServer.Ok("hello"), certificate);
        await using var loan = new Loan();
        using var http = loan.Lender.CreateHttpClient(new HttpOptions
        {
            BaseAddress = server.Address,
            Trust = how switch
            {
                "pinned" => CertificateTrust.Pinned(certificate.Pin()),
                "any" => CertificateTrust.Any,
                "other" => CertificateTrust.Pinned(new string('0', 64)),
                _ => CertificateTrust.System,
            },
        });
        if (refusal is null)
        {
            Assert.Equal("hello", await http.GetStringAsync("/"));
            return;
        }

        var ending = await Assert.ThrowsAsync<ConnectionEndedException>(() => http.GetStringAsync("/"));
        Assert.Equal(ConnectionEnd.ProtocolBroken, ending.End);
        Assert.Contains(refusal, ending.Message, StringComparison.Ordinal);
        Assert.Contains(certificate.Pin(), ending.Message, StringComparison.Ordinal);
        await Eventually.TrueAsync(() => loan.Ledger.Counts.Open == 0, "the refused connection is closed");
    }

    private static async Task<bool> EndlessAsync(HttpTestRequest request, Stream stream, CancellationToken stop)
    {
        await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nevent\r\n"u8.ToArray(), stop);
        _ = await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, stop);
        return false;
    }

    private static async Task<bool> SilentAsync(HttpTestRequest request, Stream stream, CancellationToken stop)
    {
        _ = await stream.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false, stop);
        return false;
    }
}
