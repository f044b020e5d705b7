using System.Threading.Channels;

namespace PluginHost.Barco.Tests.Doubles;

/// <summary>A network of one device, in memory. Only streams and wake packets travel on it.</summary>
internal sealed class PipeNetwork : ITransports
{
    private PipeListener? _listener;

    /// <summary>Every stream that a client opened, oldest first.</summary>
    public List<PipeStream> Opened { get; } = [];

    public List<string> Woken { get; } = [];

    /// <summary>Streams whose device side is a test instead of a listener.</summary>
    public Channel<PipeStream> Scripted { get; } = Channel.CreateUnbounded<PipeStream>();

    public bool IsListening => Volatile.Read(ref _listener) is not null;

    public Task<IStreamTransport> ConnectAsync(string host, int port, Deadline deadline, StreamOptions? options = null)
    {
        PipeStream client;
        if (_listener is { } listener)
        {
            client = listener.Connect();
        }
        else if (Script)
        {
            (client, var device) = PipeStream.Pair();
            Assert.True(Scripted.Writer.TryWrite(device));
        }
        else
        {
            throw ConnectionEndedException.Lost("Connection refused.");
        }

        Opened.Add(client);
        return Task.FromResult<IStreamTransport>(client);
    }

    public bool Script { get; init; }

    public IStreamListener Listen(ListenerOptions options) => _listener = new PipeListener(() => _listener = null);

    public Task WakeAsync(string mac, Deadline deadline)
    {
        Woken.Add(mac);
        return Task.CompletedTask;
    }

    public HttpClient CreateHttpClient(HttpOptions options) => throw new NotSupportedException();

    public IDatagramTransport OpenDatagrams(DatagramOptions options) => throw new NotSupportedException();
}
