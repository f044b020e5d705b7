using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using PluginHost.Runtime.Ledger;

namespace PluginHost.Runtime.Transports;

/// <summary>
/// A TCP or TLS stream whose reading the host does, so that the peer's end is noticed while nobody waits for it. Lent
/// through one <see cref="StreamTransport"/> at a time; a hand-over takes that one's place by another.
/// </summary>
internal sealed class LentStream
{
    /// <summary>What may lie unread before the peer is made to wait.</summary>
    public const int UnreadLimit = 256 * 1024;

    // Each open stream holds a buffer of this size while it waits.
    private const int ReadSize = 4 * 1024;

    // Where what is received goes, and to whom, changes together.
    private readonly Lock _lock = new();
    private readonly Socket _socket;
    private readonly Stream _stream;
    private readonly CancellationTokenSource _closing = new();
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LedgerEntry _entry;
    private readonly Task _reading = Task.CompletedTask;
    private volatile StreamTransport _loan;
    private LedgerScope _scope;
    private Pipe _received = NewPipe();
    private Action<StreamTransport, string>? _peerEnded;
    private ConnectionEndedException? _ending;
    private bool _isUnwanted;
    private bool _isOver;
    private int _disposed;

    private LentStream(Socket socket, Stream stream, LedgerEntry entry, LedgerScope scope, Action<StreamTransport, string>? peerEnded)
    {
        (_socket, _stream, _entry, _scope, _peerEnded) = (socket, stream, entry, scope, peerEnded);
        LocalEndPoint = socket.LocalEndPoint!;
        RemoteEndPoint = socket.RemoteEndPoint!;
        PeerCertificateHash = (stream as SslStream)?.RemoteCertificate?.GetCertHashString(HashAlgorithmName.SHA256);
        _loan = NewLoan(_received);
        scope.Enter(entry, CloseAsync);

        // The reader outlives the call that opened the stream and speaks for the host, not for the driver.
        using (ExecutionContext.SuppressFlow())
        {
            _reading = Task.Run(ReadAsync);
        }
    }

    public long Id => _entry.Id;

    public bool IsClosed => _entry.IsClosed;

    public EndPoint LocalEndPoint { get; }

    public EndPoint RemoteEndPoint { get; }

    public string? PeerCertificateHash { get; }

    /// <summary>Lends a stream for the first time.</summary>
    /// <param name="socket">Connected; the stream's to close once this has returned.</param>
    /// <param name="stream">Over the socket, without owning it.</param>
    /// <param name="entry">Not yet entered.</param>
    /// <param name="scope">The entry's.</param>
    /// <param name="peerEnded">Called once when the peer or the network ends the stream, not when this side does; must return at once.</param>
    /// <exception cref="ConnectionEndedException">The scope is over.</exception>
    public static StreamTransport Lend(
        Socket socket, Stream stream, LedgerEntry entry, LedgerScope scope, Action<StreamTransport, string>? peerEnded) =>
        new LentStream(socket, stream, entry, scope, peerEnded)._loan;

    public bool IsLentAs(StreamTransport loan) => _loan == loan;

    public bool IsLentIn(LedgerScope scope) => Volatile.Read(ref _scope) == scope;

    /// <summary>Takes the stream from who has it, lends it anew in another scope, and leaves every unread byte to that loan.</summary>
    /// <param name="heir">The scope it belongs to from now on.</param>
    /// <param name="peerEnded">Takes the place of the callback given before, if one was.</param>
    /// <param name="late">Told of every write that still comes from who had it before.</param>
    /// <exception cref="ConnectionEndedException">It is closed or in the middle of something, or the heir is over; it is closed then.</exception>
    public StreamTransport PassOn(LedgerScope heir, Action<StreamTransport, string> peerEnded, Action late)
    {
        Pipe before;
        StreamTransport loan;
        LedgerScope giver;
        lock (_lock)
        {
            var trouble = _isOver || IsClosed ? "it is closed"
                : _loan.Output.UnflushedBytes > 0 ? "not all of its output was flushed"
                : _loan.Sending.PassOn(late);
            var pipe = trouble is null ? TakeUnread_NeedsLock(ref trouble) : null;
            if (pipe is null)
            {
                throw new ConnectionEndedException(ConnectionEnd.Stopped, $"The stream to {_entry.Remote} cannot be handed over: {trouble}.");
            }

            (before, _received, giver) = (_received, pipe, _scope);
            _loan = loan = NewLoan(pipe);
            _peerEnded = _peerEnded is null ? null : peerEnded;
            Volatile.Write(ref _scope, heir);
        }

        before.Writer.Complete(new ConnectionEndedException(ConnectionEnd.Stopped, $"The stream to {_entry.Remote} was handed over."));
        try
        {
            giver.Give(_entry, heir);
            return loan;
        }
        catch (ConnectionEndedException)
        {
            Close("nobody was left to hand it over to");
            throw;
        }
    }

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

    public void Close(string reason) =>
        Close(reason, new ConnectionEndedException(ConnectionEnd.Stopped, $"The stream to {_entry.Remote} is closed: {reason}."));

    public void CloseAsLost(string reason) =>
        Close(reason, ConnectionEndedException.Lost($"The stream to {_entry.Remote} is closed: {reason}."));

    public async ValueTask CloseAsync(string reason)
    {
        Close(reason);
        await _closed.Task.ConfigureAwait(false);

        // The pipe's reader is not completed here: the driver may be looking at its buffers, and memory given back under
        // its eyes would be filled by another stream. What it does not give back is collected.
        await _reading.ConfigureAwait(false);
    }

    private static Pipe NewPipe() =>
        new(new PipeOptions(pauseWriterThreshold: UnreadLimit, resumeWriterThreshold: UnreadLimit / 2, useSynchronizationContext: false));

    private StreamTransport NewLoan(Pipe pipe) => new(this, pipe.Reader, new SendStream(_socket, _stream, _entry, FirstCause));

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

    /// <summary>A new pipe with what lies unread in the present one; the reader delivers into either under the same lock.</summary>
    private Pipe? TakeUnread_NeedsLock(ref string? trouble)
    {
        var pipe = NewPipe();
        try
        {
            // A pipe hands out what has been looked at and left only where something is new; a cancelled read is.
            _received.Reader.CancelPendingRead();
            if (_received.Reader.TryRead(out var read))
            {
                foreach (var part in read.Buffer)
                {
                    pipe.Writer.Write(part.Span);
                }

                _received.Reader.AdvanceTo(read.Buffer.End);
                _ = pipe.Writer.FlushAsync();
            }

            return pipe;
        }
        catch (InvalidOperationException)
        {
            trouble = "it is still being read, or will be read no more";
            return null;
        }
    }

    private async Task ReadAsync()
    {
        // Not the pipe's own memory: what is on its way must find a place whoever the stream is lent to by then.
        var buffer = new byte[ReadSize];
        ConnectionEndedException? ending = null;
        try
        {
            int count;
            while ((count = await _stream.ReadAsync(buffer, _closing.Token).ConfigureAwait(false)) > 0)
            {
                _entry.Received(count);
                await DeliverAsync(buffer.AsMemory(0, count)).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is OperationCanceledException || StreamErrors.IsExpected(error))
        {
            ending = FirstCause(StreamErrors.ToEnding(error, $"Reading from {_entry.Remote} failed"));
        }

        StreamTransport loan;
        Action<StreamTransport, string>? peerEnded;
        lock (_lock)
        {
            _isOver = true;
            _received.Writer.Complete(ending);
            (loan, peerEnded) = (_loan, _peerEnded);
        }

        if (Volatile.Read(ref _disposed) == 0)
        {
            // Where a write met a reset first, the system tells the reader no more than the end.
            peerEnded?.Invoke(loan, Volatile.Read(ref _ending)?.Message ?? "the peer closed the connection");
        }
    }

    private async ValueTask DeliverAsync(ReadOnlyMemory<byte> bytes)
    {
        Pipe pipe;
        ValueTask<FlushResult> flushing;
        lock (_lock)
        {
            if (_isUnwanted)
            {
                return;
            }

            pipe = _received;
            pipe.Writer.Write(bytes.Span);
            flushing = pipe.Writer.FlushAsync(_closing.Token);
        }

        if ((await flushing.ConfigureAwait(false)).IsCompleted)
        {
            lock (_lock)
            {
                // The driver reads no more; what still comes is discarded until somebody closes.
                _isUnwanted |= pipe == _received;
            }
        }
    }
}
