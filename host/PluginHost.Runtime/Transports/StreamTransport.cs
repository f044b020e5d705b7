using System.IO.Pipelines;
using System.Net;

namespace PluginHost.Runtime.Transports;

/// <summary>
/// What a driver holds of a stream that is lent to it. Once the stream was passed on, it is without effect: who had it
/// before can neither read, write nor close what another connection goes on with.
/// </summary>
internal sealed class StreamTransport : IStreamTransport
{
    /// <param name="lent">What is lent.</param>
    /// <param name="input">Where what is received comes out.</param>
    /// <param name="sending">Where what is sent goes in.</param>
    public StreamTransport(LentStream lent, PipeReader input, SendStream sending)
    {
        (Lent, Input, Sending) = (lent, input, sending);
        Output = PipeWriter.Create(sending);
    }

    public LentStream Lent { get; }

    public long Id => Lent.Id;

    public bool IsClosed => Lent.IsClosed;

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    /// <summary>What <see cref="Output"/> writes to.</summary>
    public SendStream Sending { get; }

    public EndPoint LocalEndPoint => Lent.LocalEndPoint;

    public EndPoint RemoteEndPoint => Lent.RemoteEndPoint;

    public string? PeerCertificateHash => Lent.PeerCertificateHash;

    public ValueTask DisposeAsync() => Lent.IsLentAs(this) ? Lent.CloseAsync("closed by the driver") : ValueTask.CompletedTask;

    public void Abort()
    {
        if (Lent.IsLentAs(this))
        {
            Lent.Abort();
        }
    }

    /// <summary>Closes at once. What the driver reads and writes from now on throws that the connection was stopped.</summary>
    public void Close(string reason)
    {
        if (Lent.IsLentAs(this))
        {
            Lent.Close(reason);
        }
    }

    /// <summary>Closes at once because the peer has ended the stream; what it sent before can still be read.</summary>
    public void CloseAsLost(string reason)
    {
        if (Lent.IsLentAs(this))
        {
            Lent.CloseAsLost(reason);
        }
    }
}
