using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using PluginHost.Runtime.Ledger;

namespace PluginHost.Runtime.Transports;

/// <summary>A TCP or TLS stream whose reading the host does, so that the peer's end is noticed while nobody waits for it.</summary>
internal sealed class StreamTransport : IStreamTransport
{
    /// <summary>What may lie unread before the peer is made to wait.</summary>
    public const int UnreadLimit = 256 * 1024;

    // Each open stream holds a buffer of this size while it waits.
    private const int ReadSize = 4 * 1024;

    private readonly Socket _socket;
    private readonly Stream _stream;
    private readonly Pipe _received = new(new PipeOptions(pauseWriterThreshold: UnreadLimit, resumeWriterThreshold: UnreadLimit / 2, useSynchronizationContext: false));
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LedgerEntry _entry;
    private readonly Action<StreamTransport, string>? _peerEnded;
    private readonly Task _reading = Task.CompletedTask;
    private ConnectionEndedException? _ending;
    private int _disposed;

    /// <param name="socket">Connected; the transport's to close once the constructor has returned.</param>
    /// <param name="stream">Over the socket, without owning it.</param>
    /// <param name="entry">Not yet entered.</param>
    /// <param name="scope">The entry's.</param>
    /// <param name="peerEnded">Called once when the peer or the network ends the stream, not when this side does; must return at once.</param>
    /// <exception cref="ConnectionEndedException">The scope is over.</exception>
    public StreamTransport(
        Socket socket, Stream stream, LedgerEntry entry, LedgerScope scope, Action<StreamTransport, string>? peerEnded)
    {
        (_socket, _stream, _entry, _peerEnded) = (socket, stream, entry, peerEnded);
        LocalEndPoint = socket.LocalEndPoint!;
        RemoteEndPoint = socket.RemoteEndPoint!;
        PeerCertificateHash = (stream as SslStream)?.RemoteCertificate?.GetCertHashString(HashAlgorithmName.SHA256);
        Sending = new SendStream(socket, stream, entry, FirstCause);
        Output = PipeWriter.Create(Sending);
        scope.Enter(entry, CloseAsync);

        // The reader outlives the call that opened the stream and speaks for the host, not for the driver.
        using (ExecutionContext.SuppressFlow())
        {
            _reading = Task.Run(ReadAsync);
        }
    }

    public long Id => _entry.Id;

    public bool IsClosed => _entry.IsClosed;

    public PipeReader Input => _received.Reader;

    public PipeWriter Output { get; }

    /// <summary>What <see cref="Output"/> writes to.</summary>
    public Stream Sending { get; }

    public EndPoint LocalEndPoint { get; }

    public EndPoint RemoteEndPoint { get; }

    public string? PeerCertificateHash { get; }

    public ValueTask DisposeAsync() => CloseAsync("closed by the driver");

    public void Abort()
    {
        if (Volatile.Read(ref _disposed) == 0)
        {
            try
            {
                _socket.LingerState = new LingerOption(enable: true, seconds: 0);
            }
            catch (Exception error) when (StreamErrors.IsGone(error))
            {
                // Already reset by the peer, or closed meanwhile: there is nothing left to discard.
            }
        }

        Close("aborted by the driver");
    }

    /// <summary>Closes at once. What the driver reads and writes from now on throws that the connection was stopped.</summary>
    public void Close(string reason) =>
        Close(reason, new ConnectionEndedException(ConnectionEnd.Stopped, $"The stream to {_entry.Remote} is closed: {reason}."));

    /// <summary>Closes at once because the peer has ended the stream; what it sent before can still be read.</summary>
    public void CloseAsLost(string reason) =>
        Close(reason, ConnectionEndedException.Lost($"The stream to {_entry.Remote} is closed: {reason}."));

    private async ValueTask CloseAsync(string reason)
    {
        Close(reason);
        await _closed.Task.ConfigureAwait(false);

        // The pipe's reader is not completed here: the driver may be looking at its buffers, and memory given back under
        // its eyes would be filled by another stream. What it does not give back is collected.
        await _reading.ConfigureAwait(false);
    }

    private void Close(string reason, ConnectionEndedException ending)
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        FirstCause(ending);
        try
        {
            _closing.Cancel();
            _stream.Dispose();
        }
        finally
        {
            _socket.Dispose();
            _entry.Closed(reason);
            _closed.SetResult();
        }
    }

    private ConnectionEndedException FirstCause(ConnectionEndedException ending) =>
        Interlocked.CompareExchange(ref _ending, ending, null) ?? ending;

    private async Task ReadAsync()
    {
        try
        {
            while (true)
            {
                var count = await _stream.ReadAsync(_received.Writer.GetMemory(ReadSize), _closing.Token).ConfigureAwait(false);
                if (count == 0)
                {
                    await _received.Writer.CompleteAsync().ConfigureAwait(false);
                    break;
                }

                _received.Writer.Advance(count);
                _entry.Received(count);
                var flushed = await _received.Writer.FlushAsync(_closing.Token).ConfigureAwait(false);
                if (flushed.IsCompleted)
                {
                    // The driver reads no more; what still comes is discarded until somebody closes.
                    await DiscardAsync().ConfigureAwait(false);
                    await _received.Writer.CompleteAsync().ConfigureAwait(false);
                    break;
                }
            }
        }
        catch (Exception error) when (error is OperationCanceledException || StreamErrors.IsExpected(error))
        {
            var ending = FirstCause(StreamErrors.ToEnding(error, $"Reading from {_entry.Remote} failed"));
            await _received.Writer.CompleteAsync(ending).ConfigureAwait(false);
        }

        if (Volatile.Read(ref _disposed) == 0)
        {
            // Where a write met a reset first, the system tells the reader no more than the end.
            _peerEnded?.Invoke(this, Volatile.Read(ref _ending)?.Message ?? "the peer closed the connection");
        }
    }

    private async Task DiscardAsync()
    {
        var buffer = new byte[ReadSize];
        int count;
        while ((count = await _stream.ReadAsync(buffer, _closing.Token).ConfigureAwait(false)) > 0)
        {
            _entry.Received(count);
        }
    }
}
