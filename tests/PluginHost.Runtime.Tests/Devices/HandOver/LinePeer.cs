using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PluginHost.Runtime.Tests.Devices.HandOver;

/// <summary>A device that speaks lines: tells every client what it is told to tell, and keeps what each of them said.</summary>
internal sealed class LinePeer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<Client> _clients = [];
    private readonly Lock _telling = new();
    private readonly Task _accepting;

    public LinePeer()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public int Accepted => _clients.Count;

    public int Open => _clients.Count(client => !client.Reading.IsCompleted);

    /// <summary>All that was said, in the order of the clients.</summary>
    public IReadOnlyList<string> Said => [.. _clients.SelectMany(client => client.Lines)];

    public void Tell(string text)
    {
        lock (_telling)
        {
            foreach (var client in _clients.Where(client => !client.Reading.IsCompleted))
            {
                try
                {
                    client.Socket.Send(Encoding.ASCII.GetBytes(text));
                }
                catch (SocketException)
                {
                    // It has just left.
                }
            }
        }
    }

    public void HangUp(int client) => _clients.ElementAt(client).Socket.Shutdown(SocketShutdown.Both);

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
        foreach (var client in _clients)
        {
            client.Socket.Dispose();
            await client.Reading;
        }
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync();
                lock (_telling)
                {
                    // From its welcome on a client is told everything.
                    socket.Send("welcome\n"u8);
                    _clients.Enqueue(new Client(socket));
                }
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private sealed class Client
    {
        public Client(Socket socket) => (Socket, Reading) = (socket, ReadAsync(socket));

        public Socket Socket { get; }

        public ConcurrentQueue<string> Lines { get; } = [];

        public Task Reading { get; }

        private async Task ReadAsync(Socket socket)
        {
            using var reader = new StreamReader(new NetworkStream(socket));
            try
            {
                while (await reader.ReadLineAsync() is { } line)
                {
                    Lines.Enqueue(line);
                }
            }
            catch (Exception error) when (error is IOException or ObjectDisposedException)
            {
                // Reset, or the test is over.
            }
        }
    }
}
