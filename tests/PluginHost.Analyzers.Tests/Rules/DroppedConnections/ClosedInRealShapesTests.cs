using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.DroppedConnections;

public sealed class ClosedInRealShapesTests
{
    [Theory]
    [InlineData("""
        class EventSocketClient
        {
            private Socket _socket;
            public void Start(EndPoint to)
            {
                _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                var args = new SocketAsyncEventArgs { RemoteEndPoint = to };
                args.Completed += OnCompleted;
                if (!_socket.ConnectAsync(args)) { OnCompleted(this, args); }
            }

            private void OnCompleted(object sender, SocketAsyncEventArgs e)
            {
                if (e.SocketError != SocketError.Success) { CloseSocket(); return; }
                _socket.ReceiveAsync(e);
            }

            private void CloseSocket()
            {
                var socket = _socket;
                if (socket == null) { return; }
                try { socket.Shutdown(SocketShutdown.Both); }
                catch (SocketException e) { Console.Error.WriteLine(e); }
                socket.Close();
                _socket = null;
            }
        }
        """)]
    [InlineData("""
        class BeginEndClient
        {
            private Socket socket;
            private byte[] buffer = new byte[1024];
            public void Start(IPEndPoint to)
            {
                socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.BeginConnect(to, OnConnect, null);
            }

            private void OnConnect(IAsyncResult result)
            {
                try { socket.EndConnect(result); }
                catch (SocketException) { socket.Close(); socket = null; return; }
                socket.BeginReceive(buffer, 0, buffer.Length, SocketFlags.None, OnReceive, null);
            }

            private void OnReceive(IAsyncResult result)
            {
                if (socket.EndReceive(result) == 0) { socket.Close(); socket = null; }
            }
        }
        """)]
    [InlineData("""
        class LockedClient
        {
            private readonly object sync = new object();
            private TcpClient client;
            public void Connect()
            {
                lock (sync)
                {
                    if (client != null) { client.Close(); client = null; }
                    client = new TcpClient("h", 1);
                }
            }
        }
        """)]
    [InlineData("""
        class KeepAlive
        {
            private Timer _timer;
            public void Restart(int period)
            {
                _timer?.Dispose();
                _timer = new Timer(_ => { }, null, period, period);
            }
        }
        """)]
    [InlineData("""
        class ThreadedClient
        {
            private TcpClient _client;
            private volatile bool _running = true;
            public void Start() { new Thread(Loop).Start(); }
            private void Loop()
            {
                var buffer = new byte[256];
                while (_running)
                {
                    try
                    {
                        _client = new TcpClient();
                        _client.Connect("h", 1);
                        while (_client.GetStream().Read(buffer, 0, buffer.Length) > 0) { }
                    }
                    catch (IOException e)
                    {
                        Console.Error.WriteLine(e);
                    }
                    finally
                    {
                        _client.Close();
                        _client = null;
                    }
                }
            }
        }
        """)]
    [InlineData(TlsClient.UpToTheSocket + "_tcp.Close(); _tcp = null;" + TlsClient.End)]
    [InlineData("""
        class UsingClient
        {
            private TcpClient? _tcp;
            public async Task RunAsync()
            {
                _tcp = new TcpClient("h", 1);
                using (_tcp)
                {
                    await _tcp.GetStream().FlushAsync();
                }

                _tcp = null;
            }
        }
        """)]
    [InlineData("""
        class Swapping
        {
            private TcpClient? _tcp;
            public void Restart() { TcpClient? old; (old, _tcp) = (_tcp, null); old?.Dispose(); _tcp = new TcpClient("h", 1); }
        }
        """)]
    [InlineData("""
        class PropertyClient : IDisposable
        {
            public Socket? Socket { get; private set; }
            public void Start(EndPoint to) { Socket?.Dispose(); Socket = new Socket(SocketType.Stream, ProtocolType.Tcp); Socket.Connect(to); }
            public void Dispose() { Socket?.Dispose(); Socket = null; }
        }
        """)]
    [InlineData("""
        struct StructClient
        {
            private TcpClient? _tcp;
            public void Start() { _tcp ??= new TcpClient("h", 1); }
            public void Stop() { _tcp?.Close(); _tcp = null; }
        }
        """)]
    [InlineData("""
        sealed class PrimaryClient(Stream lent)
        {
            private Stream? _lent = lent;
            private TcpClient? _own;
            public void Start() { _own ??= new TcpClient("h", 1); }
            public void Detach() { _lent = null; }
            public void Stop() { using (_own) { } _own = null; }
        }
        """)]
    [InlineData("""
        class Pool<T> where T : DbConnection, new()
        {
            private T? _current;
            public T Get() => _current ??= new T();
            public void Invalidate() { if (_current is { } current) { current.Close(); } _current = null; }
        }
        """)]
    [InlineData("""
        static class Shared
        {
            private static ClientWebSocket? s_socket;
            public static async Task StartAsync(Uri to) { s_socket?.Abort(); s_socket = new ClientWebSocket(); await s_socket.ConnectAsync(to, default); }
        }
        """)]
    [InlineData("""
        class Outer
        {
            private TcpClient? _tcp;
            public void Start() { _tcp ??= new TcpClient("h", 1); }
            private sealed class Closer(Outer outer) : IDisposable
            {
                public void Dispose() { outer._tcp?.Dispose(); outer._tcp = null; }
            }
        }
        """)]
    [InlineData("""
        class FinallyClient
        {
            private TcpClient? _tcp;
            public void Start() { _tcp ??= new TcpClient("h", 1); }
            public void Stop()
            {
                try { _tcp?.Dispose(); }
                finally { _tcp = null; }
            }
        }
        """)]
    [InlineData("""
        class AsyncDisposed : IAsyncDisposable, IDisposable
        {
            private SslStream? _tls;
            public void Start() { var tcp = new TcpClient("h", 1); _tls = new SslStream(tcp.GetStream()); }
            public async ValueTask DisposeAsync() { await DisposeAsyncCore().ConfigureAwait(false); Dispose(false); GC.SuppressFinalize(this); }
            public void Dispose() { Dispose(true); GC.SuppressFinalize(this); }
            protected virtual async ValueTask DisposeAsyncCore()
            {
                if (_tls is not null) { await _tls.DisposeAsync().ConfigureAwait(false); }
                _tls = null;
            }

            protected virtual void Dispose(bool disposing)
            {
                if (disposing) { _tls?.Dispose(); _tls = null; }
            }
        }
        """)]
    [InlineData("""
        class Guarded : IDisposable
        {
            private TcpClient? _tcp;
            private bool _disposed;
            public void Start() { _tcp ??= new TcpClient("h", 1); }
            public void Dispose() { Dispose(true); }
            protected virtual void Dispose(bool disposing)
            {
                if (_disposed) { return; }
                if (disposing && _tcp != null) { _tcp.Dispose(); _tcp = null; }
                _disposed = true;
            }
        }
        """)]
    [InlineData("""
        sealed class Driver : PluginHost.IDeviceDriver
        {
            private PluginHost.IStreamTransport? _stream;
            public IReadOnlyList<PluginHost.Setting> Settings => [];
            public PluginHost.DriverPlan Plan(PluginHost.ISettings settings) => throw new NotSupportedException();
            public async Task<PluginHost.IDeviceConnection> OpenAsync(PluginHost.IConnectionContext attempt, PluginHost.Deadline deadline)
            {
                _stream = await attempt.Transports.ConnectAsync("h", 1, deadline);
                throw new NotSupportedException();
            }

            public void Forget() { _stream = null; }
        }
        """)]
    [InlineData("""
        class Handing
        {
            private readonly ConcurrentQueue<TcpClient> _idle = new();
            private TcpClient? _tcp;
            public void Start() { _tcp ??= new TcpClient("h", 1); }
            public void Park() { if (_tcp != null) { _idle.Enqueue(_tcp); _tcp = null; } }
        }
        """)]
    [InlineData("""
        class Detaching
        {
            private TcpClient? _tcp;
            public void Start() { _tcp ??= new TcpClient("h", 1); }
            public TcpClient? Detach() { var tcp = _tcp; _tcp = null; return tcp; }
        }
        """)]
    [InlineData("""
        class CallersClose
        {
            private TcpClient? _tcp;
            public void Restart() { _tcp?.Dispose(); Open(); }
            public void Start() { if (_tcp is null) { Open(); } }
            private void Open() { _tcp = new TcpClient("h", 1); }
        }
        """)]
    [InlineData("""
        static class Closing { public static void SafeDispose(this IDisposable? held) { try { held?.Dispose(); } catch (IOException e) { Trace.TraceWarning("{0}", e); } } }
        class ExtensionClosed
        {
            private TcpClient? _tcp;
            public void Start() { _tcp ??= new TcpClient("h", 1); }
            public void Stop() { _tcp.SafeDispose(); _tcp = null; }
        }
        """)]
    [InlineData("""
        class ClosedByItsSocket
        {
            private TcpClient? _tcp;
            public void Start() { _tcp ??= new TcpClient("h", 1); }
            public void Stop() { if (_tcp != null) { _tcp.Client.Close(); _tcp = null; } }
        }
        """)]
    [InlineData("""
        class ClosedInATask
        {
            private TcpClient? _tcp;
            public void Start() { _tcp ??= new TcpClient("h", 1); }
            public void Stop() { var tcp = _tcp; _tcp = null; Task.Run(() => tcp?.Dispose()); }
        }
        """)]
    [InlineData("""
        class LoserOfARace
        {
            private TcpClient? _tcp;
            public void Start() { var tcp = new TcpClient("h", 1); if (Interlocked.CompareExchange(ref _tcp, tcp, null) != null) { tcp.Dispose(); } }
            public void Stop() { Interlocked.Exchange(ref _tcp, null)?.Dispose(); }
        }
        """)]
    [InlineData("""
        class StaleTest
        {
            private TcpClient? _tcp;
            public async Task EnsureAsync()
            {
                if (_tcp is { Connected: true }) { return; }
                _tcp?.Dispose();
                _tcp = new TcpClient();
                await _tcp.ConnectAsync("h", 1);
            }
        }
        """)]
    [InlineData("""
        class ClosedOnce
        {
            private int _closed;
            private TcpClient? _tcp;
            public void Start() { _tcp ??= new TcpClient("h", 1); }
            public void Close() { if (Interlocked.Exchange(ref _closed, 1) != 0) { return; } var tcp = _tcp; _tcp = null; if (tcp != null) { tcp.Dispose(); } }
        }
        """)]
    [InlineData("""
        class ClosedInACallback
        {
            private Socket? _s;
            public void Start() { _s ??= new Socket(SocketType.Stream, ProtocolType.Tcp); }
            public void Close() { var s = _s; _s = null; s?.BeginDisconnect(false, r => { s.EndDisconnect(r); s.Close(); }, null); }
        }
        """)]
    [InlineData("""
        class ClosedAsAStateObject
        {
            private Socket? _s;
            public void Start() { _s ??= new Socket(SocketType.Stream, ProtocolType.Tcp); }
            public void Close() { var s = _s; _s = null; s?.BeginDisconnect(false, Done, s); }
            private static void Done(IAsyncResult r) { ((Socket)r.AsyncState!).Close(); }
        }
        """)]
    public async Task ClosedOrHandedOn_IsSilent(string source) => await new ConnectionLifecycleRule().ReportsAsync("PH0001", source);

    [Fact]
    public async Task ClosingMethodNamedInTheOptions_IsSilent() => await new ConnectionLifecycleRule().ReportsAsync(
        "PH0001",
        """
        class Client
        {
            private Connection? _connection;
            public void Restart() { _connection?.Close(); _connection = new Connection(); }
        }

        class Connection
        {
            private readonly TcpClient _tcp = new();
            public void Close() { _tcp.Close(); }
        }
        """,
        new Dictionary<string, string> { ["dotnet_code_quality.PH.disposing_members"] = "Connection.Close" });
}
