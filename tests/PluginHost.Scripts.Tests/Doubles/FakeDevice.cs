using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace PluginHost.Scripts.Tests.Doubles;

/// <summary>A device on a port of loopback that can go away and come back.</summary>
internal abstract class FakeDevice : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly List<FakeConnection> _open = [];
    private readonly List<Task> _running = [];
    private readonly CancellationTokenSource _stop = new();
    private Socket? _listener;
    private int _accepted;

    /// <summary>The same for its whole life.</summary>
    public int Port { get; private set; }

    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>Every request in the order it came.</summary>
    public ConcurrentQueue<string> Received { get; } = [];

    /// <summary>What a client did that the protocol does not allow.</summary>
    public ConcurrentQueue<string> Violations { get; } = [];

    /// <summary>Receives, and answers nothing.</summary>
    public bool IsMute { get; set; }

    /// <summary>How many bytes leave in one piece; 0 for all of them.</summary>
    public int PieceSize { get; set; }

    /// <summary>Whether a wake-up packet starts it now.</summary>
    public bool Wakes { get; set; } = true;

    public bool IsOn => Volatile.Read(ref _listener) is not null;

    public IReadOnlyList<FakeConnection> Clients
    {
        get
        {
            lock (_lock)
            {
                return [.. _open];
            }
        }
    }

    protected CancellationToken Stopping => _stop.Token;

    public void Start()
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, Port));
        listener.Listen();
        Port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        Volatile.Write(ref _listener, listener);
        Run(() => AcceptAsync(listener));
    }

    /// <summary>The port goes away; connections stay.</summary>
    public void StopListening() => Interlocked.Exchange(ref _listener, null)?.Dispose();

    public void CloseAll(bool reset = false)
    {
        foreach (var client in Clients)
        {
            client.Close(reset);
        }
    }

    public async Task PushAsync(string text)
    {
        foreach (var client in Clients)
        {
            await client.SendAsync(text);
        }
    }

    public int Count(string request) => Received.Count(received => received == request);

    public async ValueTask DisposeAsync()
    {
        StopListening();
        await _stop.CancelAsync();
        CloseAll(reset: true);
        Task[] running;
        lock (_lock)
        {
            running = [.. _running];
        }

        await Task.WhenAll(running);
        _stop.Dispose();
    }

    /// <summary>Serves one client until it is gone.</summary>
    protected abstract Task ServeAsync(FakeConnection client);

    protected void Run(Func<Task> work)
    {
        lock (_lock)
        {
            _running.Add(Task.Run(work));
        }
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptAsync(Stopping);
                socket.NoDelay = true;
                Interlocked.Increment(ref _accepted);
                Run(() => KeepAsync(new FakeConnection(socket) { PieceSize = PieceSize }));
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            listener.Dispose();
        }
    }

    private async Task KeepAsync(FakeConnection client)
    {
        lock (_lock)
        {
            _open.Add(client);
        }

        await ServeAsync(client);
        lock (_lock)
        {
            _open.Remove(client);
        }

        client.Close();
        client.Dispose();
    }
}
