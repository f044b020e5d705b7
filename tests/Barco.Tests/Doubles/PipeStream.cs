using System.IO.Pipelines;
using System.Net;

namespace PluginHost.Barco.Tests.Doubles;

/// <summary>One end of a stream in memory, with the endings that the host's streams have.</summary>
internal sealed class PipeStream : IStreamTransport
{
    private readonly Pipe _incoming;
    private readonly Pipe _outgoing;
    private int _closed;

    private PipeStream(Pipe incoming, Pipe outgoing) => (_incoming, _outgoing) = (incoming, outgoing);

    public long Id => 1;

    public EndPoint LocalEndPoint { get; } = new IPEndPoint(IPAddress.Loopback, 1);

    public EndPoint RemoteEndPoint { get; } = new IPEndPoint(IPAddress.Loopback, 2);

    public string? PeerCertificateHash => null;

    public PipeReader Input => _incoming.Reader;

    public PipeWriter Output => _outgoing.Writer;

    public bool IsClosed => Volatile.Read(ref _closed) != 0;

    public static (PipeStream Client, PipeStream Device) Pair()
    {
        var options = new PipeOptions(useSynchronizationContext: false);
        var (toClient, toDevice) = (new Pipe(options), new Pipe(options));
        return (new PipeStream(toClient, toDevice), new PipeStream(toDevice, toClient));
    }

    public void Abort() => Close(ConnectionEndedException.Lost("Connection reset by the peer."));

    public ValueTask DisposeAsync()
    {
        Close(null);
        return ValueTask.CompletedTask;
    }

    private void Close(Exception? toPeer)
    {
        if (Interlocked.Exchange(ref _closed, 1) == 0)
        {
            _outgoing.Writer.Complete(toPeer);
            _incoming.Writer.Complete(new ConnectionEndedException(ConnectionEnd.Stopped, "The stream is closed."));
        }
    }
}
