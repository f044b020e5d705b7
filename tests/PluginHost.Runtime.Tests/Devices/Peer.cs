using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace PluginHost.Runtime.Tests.Devices;

/// <summary>The far end of a connection: accepts, says nothing, and hangs up when told.</summary>
internal sealed class Peer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<Socket> _accepted = [];
    private readonly Task _accepting;

    public Peer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Accepted => _accepted.Count;

    /// <summary>Whether the other side has closed every stream.</summary>
    public bool IsLeftAlone => _accepted.All(IsEnded);

    /// <summary>Ends the sending side only: what a device does that closes.</summary>
    public void HangUp()
    {
        foreach (var socket in _accepted)
        {
            if (!IsEnded(socket))
            {
                socket.Shutdown(SocketShutdown.Send);
                HasHungUp = true;
            }
        }
    }

    /// <summary>Whether it has ended a stream.</summary>
    public bool HasHungUp { get; private set; }

    public void Send(string text)
    {
        foreach (var socket in _accepted)
        {
            socket.Send(System.Text.Encoding.ASCII.GetBytes(text));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
        foreach (var socket in _accepted)
        {
            socket.Dispose();
        }
    }

    private static bool IsEnded(Socket socket)
    {
        try
        {
            return socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _accepted.Enqueue(await _listener.AcceptSocketAsync());
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }
}
