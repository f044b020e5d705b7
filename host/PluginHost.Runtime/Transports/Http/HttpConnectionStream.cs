namespace PluginHost.Runtime.Transports.Http;

/// <summary>
/// What the pool of an HTTP client reads and writes: a stream transport, so that the peer's end of an idle connection is
/// noticed at once. Throws what the pool understands, which is how it knows that a request may be sent again.
/// </summary>
internal sealed class HttpConnectionStream(StreamTransport transport) : AsynchronousStream
{
    private readonly Stream _input = transport.Input.AsStream(leaveOpen: true);

    public override bool CanWrite => true;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await _input.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (ConnectionEndedException ending)
        {
            throw new IOException(ending.Message, ending);
        }
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            await transport.Sending.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (ConnectionEndedException ending)
        {
            throw new IOException(ending.Message, ending);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            transport.Close("closed by the HTTP client");
        }

        base.Dispose(disposing);
    }
}
