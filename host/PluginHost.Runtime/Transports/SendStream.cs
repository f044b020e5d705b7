using System.Net.Security;
using System.Net.Sockets;
using PluginHost.Runtime.Ledger;

namespace PluginHost.Runtime.Transports;

/// <summary>The writing half of a stream transport: counts, throws the contract's exceptions, and ends with a half-close.</summary>
internal sealed class SendStream(
    Socket socket, Stream inner, LedgerEntry entry, Func<ConnectionEndedException, ConnectionEndedException> firstCause) : Stream
{
    private readonly Lock _lock = new();
    private int _writing;
    private bool _cutOff;
    private bool _ended;
    private bool _passedOn;
    private Action? _late;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Begin();
        try
        {
            await inner.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
            entry.Sent(buffer.Length);
        }
        catch (OperationCanceledException)
        {
            // Part of it may be on its way: whatever were sent next, the peer would take for the rest.
            Volatile.Write(ref _cutOff, true);
            throw;
        }
        catch (Exception error) when (StreamErrors.IsExpected(error))
        {
            throw firstCause(StreamErrors.ToEnding(error, $"Writing to {entry.Remote} failed"));
        }
        finally
        {
            lock (_lock)
            {
                _writing--;
            }
        }
    }

    /// <summary>Lets nothing through any more, because somebody else writes from now on.</summary>
    /// <param name="late">Told of every write that still comes.</param>
    /// <returns>What speaks against it: what was sent may be half of something; <see langword="null"/> when it is done.</returns>
    public string? PassOn(Action late)
    {
        lock (_lock)
        {
            var trouble = _writing > 0 ? "a write is under way" : _cutOff ? "a write was cut off half-way" : _ended ? "its sending side is closed" : null;
            (_passedOn, _late) = trouble is null ? (true, late) : (_passedOn, _late);
            return trouble;
        }
    }

    // Nothing is buffered on the way to the socket.
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Streams are written asynchronously.");

    public override async ValueTask DisposeAsync()
    {
        try
        {
            if (inner is SslStream encrypted && TryEnd())
            {
                await encrypted.ShutdownAsync().ConfigureAwait(false);
            }
        }
        catch (Exception error) when (StreamErrors.IsExpected(error))
        {
            // Nobody is left to say goodbye to; the reading half reports how the stream ended.
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && TryEnd())
        {
            try
            {
                socket.Shutdown(SocketShutdown.Send);
            }
            catch (Exception error) when (StreamErrors.IsGone(error))
            {
                // The peer was faster; its own end is reported by the reading half.
            }
        }

        base.Dispose(disposing);
    }

    private void Begin()
    {
        Action? late;
        lock (_lock)
        {
            if (!_passedOn)
            {
                if (Volatile.Read(ref _cutOff))
                {
                    throw firstCause(ConnectionEndedException.Lost($"An earlier write to {entry.Remote} was cut off half-way."));
                }

                _writing++;
                return;
            }

            late = _late;
        }

        late?.Invoke();
        throw new ConnectionEndedException(ConnectionEnd.Stopped, $"The stream to {entry.Remote} was handed over; nothing is sent for who had it before.");
    }

    private bool TryEnd()
    {
        lock (_lock)
        {
            _ended = true;
            return !_passedOn;
        }
    }
}
