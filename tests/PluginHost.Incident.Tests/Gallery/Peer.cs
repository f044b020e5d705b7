using System.Net;
using System.Net.Sockets;

namespace PluginHost.Incident.Tests.Gallery;

/// <summary>The other end of a pair, over loopback: plays one part for each connection, then closes it.</summary>
internal sealed class Peer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<Socket, CancellationToken, Task> _part;
    private readonly Task _serving;
    private int _open;
    private int _played;

    public Peer(Func<Socket, CancellationToken, Task> part)
    {
        _part = part;
        _listener.Start();
        _serving = ServeAsync();
    }

    public IPEndPoint Address => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>Connections it has not closed yet: sockets of this process, but not the client's.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Connections it has closed.</summary>
    public int Played => Volatile.Read(ref _played);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        List<Task> parts = [];
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                Interlocked.Increment(ref _open);
                parts.Add(PlayAsync(socket));
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            await Task.WhenAll(parts);
        }
    }

    private async Task PlayAsync(Socket socket)
    {
        try
        {
            await _part(socket, _stop.Token);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Being stopped is how a part without an end ends.
        }
        finally
        {
            socket.Dispose();
            Interlocked.Decrement(ref _open);
            Interlocked.Increment(ref _played);
        }
    }
}
