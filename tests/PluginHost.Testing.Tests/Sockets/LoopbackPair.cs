using System.Net;
using System.Net.Sockets;

namespace PluginHost.Testing.Tests;

/// <summary>Both ends of one loopback connection, and the listener it came through.</summary>
internal sealed class LoopbackPair : IDisposable
{
    private readonly Socket _listener;

    private LoopbackPair(Socket listener, Socket client, Socket server)
    {
        _listener = listener;
        Client = client;
        Server = server;
    }

    public Socket Client { get; }

    public Socket Server { get; }

    public int Port => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public static async Task<LoopbackPair> OpenAsync(IPAddress address)
    {
        var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(address, 0));
        listener.Listen();
        var client = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(listener.LocalEndPoint!);
        return new LoopbackPair(listener, client, await listener.AcceptAsync());
    }

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
        _listener.Dispose();
    }
}
