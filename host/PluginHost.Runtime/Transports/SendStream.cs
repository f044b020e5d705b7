using System.Net.Security;
using System.Net.Sockets;
using PluginHost.Runtime.Ledger;

namespace PluginHost.Runtime.Transports;

/// <summary>The writing half of a stream transport: counts, throws the contract's exceptions, and ends with a half-close.</summary>
internal sealed class SendStream(
    Socket socket, Stream inner, LedgerEntry entry, Func<ConnectionEndedException, ConnectionEndedException> firstCause) : Stream
{
    private bool _cutOff;

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
        if (Volatile.Read(ref _cutOff))
        {
            throw firstCause(ConnectionEndedException.Lost($"An earlier write to {entry.Remote} was cut off half-way."));
        }

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
            if (inner is SslStream encrypted)
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
        if (disposing)
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
}
