using System.Net;
using System.Threading.Channels;

namespace PluginHost.Barco.Tests.Doubles;

/// <summary>A listener in memory.</summary>
internal sealed class PipeListener(Action closed) : IStreamListener
{
    private readonly Channel<PipeStream> _streams = Channel.CreateUnbounded<PipeStream>();

    public long Id => 1;

    public IPEndPoint LocalEndPoint { get; } = new(IPAddress.Loopback, 9090);

    public PipeStream Connect()
    {
        var (client, device) = PipeStream.Pair();
        Assert.True(_streams.Writer.TryWrite(device));
        return client;
    }

    public async Task ServeAsync(Func<IStreamTransport, CancellationToken, Task> serve, CancellationToken stop)
    {
        var serving = new List<Task>();
        try
        {
            await foreach (var stream in _streams.Reader.ReadAllAsync(stop))
            {
                serving.Add(ServeOneAsync(stream));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }

        async Task ServeOneAsync(PipeStream stream)
        {
            await using (stream)
            {
                await serve(stream, stop);
            }
        }
    }

    public ValueTask DisposeAsync()
    {
        closed();
        return ValueTask.CompletedTask;
    }
}
