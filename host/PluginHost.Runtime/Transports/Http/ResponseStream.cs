using PluginHost.Runtime.Ledger;

namespace PluginHost.Runtime.Transports.Http;

/// <summary>The body of a response, open in the ledger until it is read to the end, has failed or is disposed.</summary>
internal sealed class ResponseStream(Stream body, LedgerEntry entry, string failure) : AsynchronousStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            var count = await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (count == 0 && buffer.Length > 0)
            {
                entry.Closed("read to the end");
            }

            return count;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // A cancelled read closes the connection, so there is nothing left to give back.
            entry.Closed("cancelled");
            throw;
        }
        catch (Exception error) when (HttpErrors.IsExpected(error))
        {
            var wasClosed = entry.IsClosed;
            entry.Closed("broken off");
            throw wasClosed
                ? new ConnectionEndedException(ConnectionEnd.Stopped, $"{failure}: it was closed on this side.", error)
                : HttpErrors.ToEnding(error, failure);
        }
    }

    /// <summary>Ends it from outside the driver. The connection is closed by its own entry, which ends a pending read.</summary>
    public ValueTask CloseAsync(string reason)
    {
        entry.Closed(reason);
        return ValueTask.CompletedTask;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            entry.Closed("disposed");
            body.Dispose();
        }

        base.Dispose(disposing);
    }
}
