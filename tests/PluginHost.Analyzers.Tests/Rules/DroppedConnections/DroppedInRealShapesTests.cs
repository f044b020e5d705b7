using Microsoft.CodeAnalysis;
using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.DroppedConnections;

public sealed class DroppedInRealShapesTests
{
    [Theory]
    [InlineData("""
        class EventSocketClient
        {
            private Socket _socket;
            private readonly EndPoint _to;
            public EventSocketClient(EndPoint to) { _to = to; }
            public void Start()
            {
                _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                var args = new SocketAsyncEventArgs { RemoteEndPoint = _to };
                args.Completed += OnCompleted;
                if (!_socket.ConnectAsync(args)) { OnCompleted(this, args); }
            }

            private void OnCompleted(object sender, SocketAsyncEventArgs e)
            {
                if (e.SocketError != SocketError.Success)
                {
                    [|_socket = null|];
                    return;
                }

                _socket.ReceiveAsync(e);
            }
        }
        """)]
    [InlineData("""
        class BeginEndClient
        {
            private Socket socket;
            private byte[] buffer = new byte[1024];
            public void Connect(IPEndPoint to)
            {
                [|socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)|];
                socket.BeginConnect(to, OnConnect, null);
            }

            private void OnConnect(IAsyncResult result)
            {
                socket.EndConnect(result);
                socket.BeginReceive(buffer, 0, buffer.Length, SocketFlags.None, OnReceive, null);
            }

            private void OnReceive(IAsyncResult result)
            {
                int read = socket.EndReceive(result);
                if (read == 0) { [|socket = null|]; return; }
                socket.BeginReceive(buffer, 0, buffer.Length, SocketFlags.None, OnReceive, null);
            }
        }
        """)]
    [InlineData("""
        class LockedClient
        {
            private readonly object sync = new object();
            private TcpClient client;
            public void EnsureOpen()
            {
                lock (sync) { if (client == null) { client = new TcpClient("h", 1); } }
            }

            public void Drop()
            {
                lock (sync) { if (client != null) { [|client = null|]; } }
            }
        }
        """)]
    [InlineData("""
        class KeepAlive
        {
            private Timer _timer;
            public void Restart(int period) { [|_timer = new Timer(Beat, null, period, period)|]; }
            private void Beat(object state) { }
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
                while (_running)
                {
                    try
                    {
                        Dial();
                        while (_client.GetStream().ReadByte() >= 0) { }
                    }
                    catch (Exception e)
                    {
                        Console.Error.WriteLine(e);
                        Thread.Sleep(1000);
                    }
                }
            }

            private void Dial() { [|_client = new TcpClient("h", 1)|]; }
        }
        """)]
    [InlineData("""
        class SendingClient
        {
            private TcpClient _client;
            public void Send(byte[] data)
            {
                if (_client == null) { Open(); }
                try { _client.GetStream().Write(data, 0, data.Length); }
                catch (IOException) { [|_client = null|]; throw; }
            }

            private void Open() { _client = new TcpClient("h", 1); }
        }
        """)]
    [InlineData("""
        class WriterOnly
        {
            private StreamWriter _writer;
            public void Start() { var tcp = new TcpClient("h", 1); _writer = new StreamWriter(tcp.GetStream()); }
            public void Stop() { [|_writer = null|]; }
        }
        """)]
    [InlineData("""
        class StaleTest
        {
            private TcpClient? _tcp;
            public void Ensure() { if (_tcp == null || !_tcp.Connected) { [|_tcp = new TcpClient("h", 1)|]; } }
        }
        """)]
    [InlineData(TlsClient.UpToTheSocket + "[|_tcp = null|];" + TlsClient.End)]
    [InlineData("""
        class Swapping
        {
            private TcpClient _tcp;
            private int _uses;
            public void Restart() { [|(_tcp, _uses) = (new TcpClient(), 0)|]; _tcp.Connect("h", 1); }
        }
        """)]
    [InlineData("""
        class OutClient
        {
            private TcpClient _tcp;
            public void Reconnect() { Make([|out _tcp|]); }
            public void Close() { _tcp?.Close(); }
            private static void Make(out TcpClient tcp) { tcp = new TcpClient("h", 1); }
        }
        """)]
    [InlineData("""
        class PropertyClient
        {
            private Socket Socket { get; set; }
            public void Start(EndPoint to) { Socket = new Socket(SocketType.Stream, ProtocolType.Tcp); Socket.Connect(to); }
            public void OnError(Exception e) { Console.Error.WriteLine(e); [|Socket = null|]; }
        }
        """)]
    [InlineData("""
        struct StructClient
        {
            private TcpClient _tcp;
            public void Start() { _tcp = new TcpClient("h", 1); }
            public void Stop() { [|_tcp = null|]; }
        }
        """)]
    [InlineData("""
        record RecordClient(string Host) : IDisposable
        {
            private TcpClient? _tcp;
            public void Start() { _tcp ??= new TcpClient(Host, 1); }
            public void Fail() { [|_tcp = default|]; }
            public void Dispose() => _tcp?.Dispose();
        }
        """)]
    [InlineData("""
        class LocalFunctionClient
        {
            private TcpClient? _tcp;
            public void Start() { _tcp = new TcpClient("h", 1); }
            public void Run()
            {
                try { _tcp!.GetStream().WriteByte(1); }
                catch (IOException) { Drop(); }
                void Drop() { [|_tcp = null|]; }
            }
        }
        """)]
    [InlineData("""
        class Pool<T> where T : DbConnection, new()
        {
            private T? _current;
            public T Get() => _current ??= new T();
            public void Invalidate() { [|_current = null|]; }
            public void Dispose() => _current?.Dispose();
        }
        """)]
    [InlineData("""
        static class Shared
        {
            private static ClientWebSocket? s_socket;
            public static async Task StartAsync(Uri to) { s_socket = new ClientWebSocket(); await s_socket.ConnectAsync(to, default); }
            public static void Reset() { s_socket?.CloseAsync(WebSocketCloseStatus.NormalClosure, "", default); [|s_socket = null|]; }
        }
        """)]
    [InlineData("""
        class Disposed : IDisposable
        {
            private TcpClient? _tcp;
            public void Start() { _tcp = new TcpClient("h", 1); }
            public void Dispose() { Dispose(true); GC.SuppressFinalize(this); }
            protected virtual void Dispose(bool disposing)
            {
                if (disposing) { [|_tcp = null|]; }
            }
        }
        """)]
    [InlineData("""
        class ConnectionBase
        {
            protected TcpClient? _tcp;
            public void Start() { _tcp = new TcpClient("h", 1); }
            public virtual void Close() { _tcp?.GetStream().Flush(); [|_tcp = null|]; }
        }
        """)]
    [InlineData("""
        class LinkedStop
        {
            private CancellationTokenSource? _stop;
            public void Restart(CancellationToken outer)
            {
                _stop?.Cancel();
                [|_stop = CancellationTokenSource.CreateLinkedTokenSource(outer)|];
            }
        }
        """)]
    [InlineData("""
        class Scanner
        {
            private UdpClient? _udp;
            public void Start() { _udp ??= new UdpClient(5000); _udp.BeginReceive(OnData, null); }
            private void OnData(IAsyncResult result)
            {
                try
                {
                    IPEndPoint? from = null;
                    _udp!.EndReceive(result, ref from);
                    _udp.BeginReceive(OnData, null);
                }
                catch (SocketException)
                {
                    [|_udp = new UdpClient(5000)|];
                    _udp.BeginReceive(OnData, null);
                }
            }
        }
        """)]
    [InlineData("""
        class Wrapped : IDisposable
        {
            private Client? _client;
            public void Start() { _client = new Client(); }
            public void Lose() { [|_client = null|]; }
            public void Dispose() => _client?.Dispose();
            private sealed class Client : IDisposable
            {
                private readonly TcpClient _tcp = new();
                public void Dispose() => _tcp.Dispose();
            }
        }
        """)]
    [InlineData("""
        sealed class Driver : PluginHost.IDeviceDriver
        {
            private TcpClient? _own;
            public IReadOnlyList<PluginHost.Setting> Settings => [];
            public PluginHost.DriverPlan Plan(PluginHost.ISettings settings) => throw new NotSupportedException();
            public async Task<PluginHost.IDeviceConnection> OpenAsync(PluginHost.IConnectionContext attempt, PluginHost.Deadline deadline)
            {
                _own ??= new TcpClient();
                await _own.ConnectAsync("h", 1);
                throw new NotSupportedException();
            }

            public void Forget() { [|_own = null|]; }
        }
        """)]
    [InlineData("""
        class Projector : IDisposable
        {
            private TcpClient? _tcp;
            public async Task<int> AskAsync(byte[] answer)
            {
                if (_tcp is null)
                {
                    _tcp = new TcpClient();
                    await _tcp.ConnectAsync("projector", 9090);
                }

                try
                {
                    return await _tcp.GetStream().ReadAsync(answer);
                }
                catch (IOException)
                {
                    [|_tcp = null|];
                    throw;
                }
            }

            public void Dispose() => _tcp?.Dispose();
        }
        """)]
    public async Task OpenOneIsDropped_IsReported(string source) => await new ConnectionLifecycleRule().ReportsAsync("PH0001", source);

    [Fact]
    public async Task TypeBesideTopLevelStatements_IsReported() => await new ConnectionLifecycleRule().ReportsAsync(
        "PH0001",
        """
        var client = new Client();
        client.Start();
        client.Stop();

        class Client
        {
            private TcpClient? _tcp;
            public void Start() { _tcp = new TcpClient("h", 1); }
            public void Stop() { [|_tcp = null|]; }
        }
        """,
        kind: OutputKind.ConsoleApplication);
}
