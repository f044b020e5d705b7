using System.Net.Sockets;
using System.Text;
using PluginHost.Runtime.Transports;
using PluginHost.Testing;

namespace PluginHost.Runtime.Tests.Transports;

public sealed class StreamTransportTests
{
    private static readonly byte[] Hello = "hello\n"u8.ToArray();

    [Fact]
    public async Task Streams_BothWays_CountsBytes()
    {
        await using var loan = new Loan();
        var (stream, peer) = await loan.ConnectAsync();
        using (peer)
        await using (stream)
        {
            await peer.SendAsync(Hello);
            Assert.Equal("hello", await stream.Input.ReadLineAsync(CancellationToken.None));
            await stream.Output.WriteAsync("good day"u8.ToArray());
            Assert.Equal("good day", await ReceiveTextAsync(peer, 8));
            var line = Assert.Single(loan.Ledger.Lines());
            Assert.Equal((6, 8), (line.BytesIn, line.BytesOut));
            Assert.Equal(stream.RemoteEndPoint.ToString(), line.Remote);
            Assert.Equal(stream.Id, line.Id);
        }

        Assert.Equal(0, loan.Ledger.Counts.Leaked);
        Assert.Empty(loan.Endings);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100_000)]
    public async Task PeerCloses_NobodyReads_ReportsItOnceAndKeepsTheBytes(int unread)
    {
        await using var loan = new Loan();
        var (stream, peer) = await loan.ConnectAsync();
        await peer.SendAsync(new byte[unread]);
        peer.Dispose();
        await Eventually.TrueAsync(() => !loan.Endings.IsEmpty, "the end of the peer is reported");
        var read = await stream.Input.ReadAtLeastAsync(unread + 1);
        Assert.True(read.IsCompleted);
        Assert.Equal(unread, read.Buffer.Length);
        await stream.DisposeAsync();
        Assert.Equal("the peer closed the connection", Assert.Single(loan.Endings));
    }

    [Fact]
    public async Task PeerCloses_SideStream_DoesNotEndTheConnection()
    {
        await using var loan = new Loan();
        var (stream, peer) = await loan.ConnectAsync(new StreamOptions { EndsConnection = false });
        peer.Dispose();
        Assert.True((await stream.Input.ReadAsync()).IsCompleted);
        await stream.DisposeAsync();
        Assert.Empty(loan.Endings);
    }

    [Fact]
    public async Task Read_Cancelled_LosesNothing()
    {
        await using var loan = new Loan();
        var (stream, peer) = await loan.ConnectAsync();
        using var _ = peer;
        for (var round = 0; round < 20; round++)
        {
            using var cancel = new CancellationTokenSource();
            var reading = stream.Input.ReadLineAsync(cancel.Token).AsTask();
            var sending = peer.SendAsync(Encoding.UTF8.GetBytes($"line {round}\n"));
            await cancel.CancelAsync();
            await sending;
            string? line;
            try
            {
                line = await reading;
            }
            catch (OperationCanceledException)
            {
                line = await stream.Input.ReadLineAsync(CancellationToken.None);
            }

            Assert.Equal($"line {round}", line);
        }
    }

    [Fact]
    public async Task Dispose_ReadPending_EndsItAsStopped()
    {
        await using var loan = new Loan();
        var (stream, peer) = await loan.ConnectAsync();
        using var _ = peer;
        var reading = stream.Input.ReadAsync().AsTask();
        await stream.DisposeAsync();
        var ending = await Assert.ThrowsAsync<ConnectionEndedException>(() => reading);
        Assert.Equal(ConnectionEnd.Stopped, ending.End);
        Assert.Empty(loan.Endings);
    }

    [Fact]
    public async Task Dispose_SeveralAtATime_ClosesOnce()
    {
        await using var loan = new Loan();
        var (stream, peer) = await loan.ConnectAsync();
        using var _ = peer;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await stream.DisposeAsync())));
        await stream.DisposeAsync();
        stream.Abort();
        Assert.Equal("closed by the driver", Assert.Single(loan.Observer.Closes).Reason);
        Assert.Equal(0, await peer.ReceiveAsync(new byte[1]));
    }

    [Fact]
    public async Task Abort_Open_SendsReset()
    {
        await using var loan = new Loan();
        var (stream, peer) = await loan.ConnectAsync();
        using var _ = peer;
        stream.Abort();
        var error = await Assert.ThrowsAsync<SocketException>(async () => await peer.ReceiveAsync(new byte[1]));
        Assert.Equal(SocketError.ConnectionReset, error.SocketErrorCode);
        Assert.Equal("aborted by the driver", Assert.Single(loan.Observer.Closes).Reason);
    }

    [Fact]
    public async Task OutputComplete_Open_SendsFinAndStillReads()
    {
        await using var loan = new Loan();
        var (stream, peer) = await loan.ConnectAsync();
        using var _ = peer;
        await stream.Output.CompleteAsync();
        Assert.Equal(0, await peer.ReceiveAsync(new byte[1]));
        await peer.SendAsync(Hello);
        Assert.Equal("hello", await stream.Input.ReadLineAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Write_PeerResets_ThrowsLostAndReportsIt()
    {
        await using var loan = new Loan();
        var (stream, peer) = await loan.ConnectAsync();
        peer.LingerState = new LingerOption(true, 0);
        peer.Dispose();
        var ending = await Assert.ThrowsAsync<ConnectionEndedException>(async () =>
        {
            while (true)
            {
                await stream.Output.WriteAsync(new byte[64 * 1024]);
            }
        });
        Assert.Equal(ConnectionEnd.Lost, ending.End);
        await Eventually.TrueAsync(() => !loan.Endings.IsEmpty, "the reset is reported");

        // Which half the system tells of the reset is chance; the other one sees an end.
        Assert.Matches("reset|closed", Assert.Single(loan.Endings));
    }

    [Fact]
    public async Task Write_CancelledHalfWay_EndsWriting()
    {
        await using var loan = new Loan();
        var (stream, peer) = await loan.ConnectAsync();
        using var _ = peer;
        using var cancel = new CancellationTokenSource();

        // More than both kernels buffer while the peer does not read.
        var writing = stream.Output.WriteAsync(new byte[64 * 1024 * 1024], cancel.Token).AsTask();
        await Assert.ThrowsAsync<TimeoutException>(() => writing.WaitAsync(TimeSpan.FromMilliseconds(200)));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
        var ending = await Assert.ThrowsAsync<ConnectionEndedException>(async () => await stream.Output.WriteAsync(Hello));
        Assert.Equal(ConnectionEnd.Lost, ending.End);
        Assert.Contains("cut off", ending.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_WritePending_EndsItAsStopped()
    {
        await using var loan = new Loan();
        var (stream, peer) = await loan.ConnectAsync();
        using var _ = peer;
        var writing = stream.Output.WriteAsync(new byte[64 * 1024 * 1024]).AsTask();
        await stream.DisposeAsync();
        var ending = await Assert.ThrowsAsync<ConnectionEndedException>(() => writing);
        Assert.Equal(ConnectionEnd.Stopped, ending.End);
    }

    [Fact]
    public async Task Flood_Unread_StopsThePeerAtTheLimit()
    {
        const int Flood = 32 * 1024 * 1024;
        await using var loan = new Loan();
        var (stream, peer) = await loan.ConnectAsync();
        using var _ = peer;
        var sending = SendAllAsync(peer, Flood);
        long BytesIn() => loan.Ledger.Lines().Single().BytesIn;
        await Eventually.TrueAsync(() => BytesIn() >= LentStream.UnreadLimit, "the limit is reached");
        Assert.InRange(BytesIn(), LentStream.UnreadLimit, LentStream.UnreadLimit + (16 * 1024));
        Assert.False(sending.IsCompleted);
        for (var left = Flood; left > 0;)
        {
            var read = await stream.Input.ReadAsync();
            left -= (int)read.Buffer.Length;
            stream.Input.AdvanceTo(read.Buffer.End);
        }

        await sending;
    }

    [Fact]
    public async Task InputComplete_ByTheDriver_StillNoticesThePeersEnd()
    {
        await using var loan = new Loan();
        var (stream, peer) = await loan.ConnectAsync();
        await stream.Input.CompleteAsync();
        await peer.SendAsync(new byte[1_000]);
        peer.Dispose();
        await Eventually.TrueAsync(() => !loan.Endings.IsEmpty, "the end of the peer is reported");
    }

    [Fact]
    public async Task ManyEndings_OfEveryKind_LeaveNoExceptionUnobserved()
    {
        var unobserved = new System.Collections.Concurrent.ConcurrentBag<string>();
        void Note(object? sender, UnobservedTaskExceptionEventArgs args) => unobserved.Add(args.Exception.ToString());
        TaskScheduler.UnobservedTaskException += Note;
        try
        {
            await using var loan = new Loan();
            for (var round = 0; round < 40; round++)
            {
                var (stream, peer) = await loan.ConnectAsync();
                peer.LingerState = new LingerOption(round % 2 == 0, 0);
                var closing = Task.Run(peer.Dispose);
                if (round % 3 == 0)
                {
                    stream.Abort();
                }

                await stream.DisposeAsync();
                await closing;
            }

            GC.Collect();
            GC.WaitForPendingFinalizers();
            Assert.DoesNotContain(unobserved, text => text.Contains(nameof(LentStream), StringComparison.Ordinal));
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Note;
        }
    }

    private static async Task SendAllAsync(Socket peer, int length)
    {
        var bytes = new byte[64 * 1024];
        for (var sent = 0; sent < length;)
        {
            sent += await peer.SendAsync(bytes.AsMemory(0, Math.Min(bytes.Length, length - sent)));
        }
    }

    private static async Task<string> ReceiveTextAsync(Socket peer, int length)
    {
        var bytes = new byte[length];
        for (var got = 0; got < length;)
        {
            got += await peer.ReceiveAsync(bytes.AsMemory(got));
        }

        return Encoding.UTF8.GetString(bytes);
    }
}
