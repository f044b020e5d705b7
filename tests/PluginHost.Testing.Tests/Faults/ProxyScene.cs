using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PluginHost.Testing.Tests;

/// <summary>A listening target behind a proxy, and what it takes to talk through both.</summary>
internal sealed class ProxyScene : IAsyncDisposable
{
    private readonly Socket _listener = NewSocket();
    private readonly List<Socket> _sockets = [];

    public ProxyScene(TimeProvider? time = null)
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen();
        Proxy = FaultProxy.Start((IPEndPoint)_listener.LocalEndPoint!, time);
    }

    public FaultProxy Proxy { get; }

    public int TargetPort => ((IPEndPoint)_listener.LocalEndPoint!).Port;

    public static async Task<byte[]> ReadAsync(Socket socket, int count)
    {
        using var timeout = new CancellationTokenSource(Eventually.DefaultTimeout);
        byte[] bytes = new byte[count];
        int read = 0;
        while (read < count)
        {
            int received = await socket.ReceiveAsync(bytes.AsMemory(read), timeout.Token);
            Assert.True(received > 0, $"FIN after {read} of {count} bytes");
            read += received;
        }

        return bytes;
    }

    public static async Task<string> ReadTextAsync(Socket socket, int count)
        => Encoding.ASCII.GetString(await ReadAsync(socket, count));

    public static Task SendAsync(Socket socket, string text) => socket.SendAsync(Encoding.ASCII.GetBytes(text));

    public static async Task ExpectFinAsync(Socket socket)
    {
        using var timeout = new CancellationTokenSource(Eventually.DefaultTimeout);
        Assert.Equal(0, await socket.ReceiveAsync(new byte[1], timeout.Token));
    }

    public static async Task ExpectResetAsync(Socket socket)
    {
        using var timeout = new CancellationTokenSource(Eventually.DefaultTimeout);
        SocketException failure = await Assert.ThrowsAsync<SocketException>(
            () => socket.ReceiveAsync(new byte[1], timeout.Token).AsTask());
        Assert.Equal(SocketError.ConnectionReset, failure.SocketErrorCode);
    }

    public static void Reset(Socket socket)
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Dispose();
    }

    /// <summary>Whether the kernel holds nothing to read: neither bytes nor an end.</summary>
    public static bool IsSilent(Socket socket) => !socket.Poll(TimeSpan.Zero, SelectMode.SelectRead);

    public async Task<Socket> ConnectAsync()
    {
        Socket client = Keep(NewSocket());
        await client.ConnectAsync(Proxy.EndPoint);
        return client;
    }

    public async Task<Socket> AcceptAsync()
    {
        using var timeout = new CancellationTokenSource(Eventually.DefaultTimeout);
        return Keep(await _listener.AcceptAsync(timeout.Token));
    }

    /// <summary>As <see cref="AcceptAsync"/>, for a caller that disposes the socket itself.</summary>
    public ValueTask<Socket> AcceptUnkeptAsync(CancellationToken stop) => _listener.AcceptAsync(stop);

    public bool TargetSeesNobody() => !_listener.Poll(TimeSpan.Zero, SelectMode.SelectRead);

    public async Task<(Socket Client, Socket Target)> OpenAsync()
    {
        Socket client = await ConnectAsync();
        return (client, await AcceptAsync());
    }

    public void CloseTarget() => _listener.Dispose();

    /// <summary>A RST that follows at once may be met while still connecting.</summary>
    public async Task ExpectResetOnConnectAsync()
    {
        SocketException failure = await Assert.ThrowsAsync<SocketException>(
            async () => await (await ConnectAsync()).ReceiveAsync(new byte[1]).WaitAsync(Eventually.DefaultTimeout));
        Assert.Equal(SocketError.ConnectionReset, failure.SocketErrorCode);
    }

    public Task EndedAsync(ProxyEnd end, int number = 1)
        => Proxy.WaitForAsync(record => record.Number == number && record.End == end, $"connection {number} ended by {end}");

    public async ValueTask DisposeAsync()
    {
        await Proxy.DisposeAsync();
        _sockets.ForEach(socket => socket.Dispose());
        _listener.Dispose();
    }

    private static Socket NewSocket() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    private Socket Keep(Socket socket)
    {
        _sockets.Add(socket);
        return socket;
    }
}
