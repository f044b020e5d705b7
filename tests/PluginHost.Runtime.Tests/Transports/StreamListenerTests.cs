using System.Net;
using System.Net.Sockets;
using System.Text;
using PluginHost.Runtime.Ledger;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Transports;

public sealed class StreamListenerTests
{
    private static readonly ListenerOptions OnLoopback = new() { Address = IPAddress.Loopback };

    [Fact]
    public async Task Serve_PeersPost_ServesEachAndClosesItsStream()
    {
        await using var loan = new Loan();
        await using var listener = loan.Lender.Listen(OnLoopback);
        using var stop = new CancellationTokenSource();
        var serving = listener.ServeAsync(
            async (stream, token) =>
            {
                var line = await stream.Input.ReadLineAsync(token);
                await stream.Output.WriteAsync(Encoding.UTF8.GetBytes($"got {line}"), token);
            },
            stop.Token);
        for (var round = 0; round < 40; round++)
        {
            Assert.Equal($"got {round}", await PostAsync(listener, $"{round}\n"));
        }

        await stop.CancelAsync();
        await serving;
        Assert.Equal(41, loan.Ledger.Counts.Opened);
        Assert.Equal(40, loan.Ledger.Counts.Closed);
        Assert.Equal(TransportKind.Listener, Assert.Single(loan.Ledger.Lines()).Kind);
    }

    [Fact]
    public async Task Serve_OneCallThrows_GoesOn()
    {
        await using var loan = new Loan();
        await using var listener = loan.Lender.Listen(OnLoopback with { MaxStreams = 1 });
        using var stop = new CancellationTokenSource();
        var calls = 0;
        var serving = listener.ServeAsync(
            (stream, token) => ++calls == 1 ? throw new InvalidDataException("bad post") : stream.Output.WriteAsync("fine"u8.ToArray(), token).AsTask(),
            stop.Token);
        Assert.Equal("", await PostAsync(listener, "bad"));
        Assert.Equal("fine", await PostAsync(listener, ""));
        var entry = await loan.Logs.WaitForAsync(entry => entry.Exception?.Contains("bad post", StringComparison.Ordinal) == true);
        Assert.Equal(Microsoft.Extensions.Logging.LogLevel.Warning, entry.Level);
        await stop.CancelAsync();
        await serving;
    }

    [Fact]
    public async Task Serve_StreamLimitPasses_ClosesAStreamWhoseCallIgnoresIt()
    {
        await using var loan = new Loan();
        await using var listener = loan.Lender.Listen(OnLoopback with { StreamLimit = TimeSpan.FromMilliseconds(200) });
        using var stop = new CancellationTokenSource();
        var serving = listener.ServeAsync(async (stream, _) => await stream.Input.ReadLineAsync(CancellationToken.None), stop.Token);
        Assert.Equal("", await PostAsync(listener, "half a line"));
        await stop.CancelAsync();
        await serving;
    }

    [Fact]
    public async Task Serve_MoreThanMaxStreams_WaitsForAPlace()
    {
        await using var loan = new Loan();
        await using var listener = loan.Lender.Listen(OnLoopback with { MaxStreams = 2 });
        using var stop = new CancellationTokenSource();
        using var gate = new SemaphoreSlim(0);
        var (running, most) = (0, 0);
        var serving = listener.ServeAsync(
            async (_, token) =>
            {
                most = Math.Max(most, Interlocked.Increment(ref running));
                await gate.WaitAsync(token);
                Interlocked.Decrement(ref running);
            },
            stop.Token);
        var posts = Enumerable.Range(0, 6).Select(_ => PostAsync(listener, "x")).ToArray();
        await Eventually.TrueAsync(() => Volatile.Read(ref running) == 2, "two are served");
        gate.Release(6);
        await Task.WhenAll(posts);
        Assert.Equal(2, most);
        await stop.CancelAsync();
        await serving;
    }

    [Fact]
    public async Task Serve_StoppedAndServedAgain_KeepsEveryPlace()
    {
        await using var loan = new Loan();
        await using var listener = loan.Lender.Listen(OnLoopback with { MaxStreams = 1 });
        for (var round = 0; round < 3; round++)
        {
            using var stop = new CancellationTokenSource();
            var serving = listener.ServeAsync((stream, token) => stream.Output.WriteAsync("served"u8.ToArray(), token).AsTask(), stop.Token);
            Assert.Equal("served", await PostAsync(listener, ""));
            await stop.CancelAsync();
            await serving;
        }
    }

    [Fact]
    public async Task Serve_StoppedWhileServing_ClosesTheStreams()
    {
        await using var loan = new Loan();
        await using var listener = loan.Lender.Listen(OnLoopback with { StreamLimit = null });
        using var stop = new CancellationTokenSource();
        var serving = listener.ServeAsync(async (stream, _) => await stream.Input.ReadLineAsync(CancellationToken.None), stop.Token);
        var posting = PostAsync(listener, "half a line");
        await Eventually.TrueAsync(() => loan.Ledger.Counts.Open == 2, "the stream is being served");
        await stop.CancelAsync();
        await serving;
        Assert.Equal("", await posting);
        Assert.Equal(1, loan.Ledger.Counts.Open);
    }

    [Fact]
    public async Task Serve_ScopeEnds_EndsAsStoppedAndCountsTheListenerAsLeaked()
    {
        await using var loan = new Loan();
        var listener = loan.Lender.Listen(OnLoopback);
        var serving = listener.ServeAsync((_, _) => Task.CompletedTask, CancellationToken.None);
        await loan.EndAsync(isLeak: true);
        var ending = await Assert.ThrowsAsync<ConnectionEndedException>(() => serving);
        Assert.Equal(ConnectionEnd.Stopped, ending.End);
        Assert.Equal(TransportKind.Listener, Assert.Single(loan.Observer.Leaks).Line.Kind);
        await Assert.ThrowsAsync<SocketException>(() => PostAsync(listener, ""));
    }

    [Fact]
    public async Task Listen_PortTaken_ThrowsLost()
    {
        await using var loan = new Loan();
        await using var first = loan.Lender.Listen(OnLoopback);
        var ending = Assert.Throws<ConnectionEndedException>(() => loan.Lender.Listen(OnLoopback with { Port = first.LocalEndPoint.Port }));
        Assert.Contains("already in use", ending.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listen_PortJustClosed_BindsAgain()
    {
        await using var loan = new Loan();
        var first = loan.Lender.Listen(OnLoopback);
        using var stop = new CancellationTokenSource();
        var serving = first.ServeAsync((_, _) => Task.CompletedTask, stop.Token);
        Assert.Equal("", await PostAsync(first, ""));
        await stop.CancelAsync();
        await serving;
        await first.DisposeAsync();
        await using var second = loan.Lender.Listen(OnLoopback with { Port = first.LocalEndPoint.Port });
        Assert.Equal(first.LocalEndPoint, second.LocalEndPoint);
    }

    [Fact]
    public async Task Listen_ScopeOver_ThrowsAndLeavesThePortFree()
    {
        await using var loan = new Loan();
        await loan.EndAsync(isLeak: false);
        var own = OnLoopback with { Port = Loan.OwnPort };

        var ending = Assert.Throws<ConnectionEndedException>(() => loan.Lender.Listen(own));
        Assert.Equal(ConnectionEnd.Stopped, ending.End);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, Loan.OwnPort));
    }

    /// <summary>Sends a text and returns all that comes back until the end.</summary>
    private static async Task<string> PostAsync(IStreamListener listener, string text)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(listener.LocalEndPoint);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text));
        var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer).WaitAsync(TimeSpan.FromSeconds(20));
        }
        catch (IOException)
        {
            // Closed with our text unread: a reset in place of an end.
        }

        return Encoding.UTF8.GetString(answer.ToArray());
    }
}
