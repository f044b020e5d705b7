using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.DroppedConnections;

public sealed class DroppedConnectionTests
{
    [Theory]
    [InlineData("""
        sealed class Dsp
        {
            private NamedPipeClientStream _pipe = new("dsp");
            void OnBroken() { [|_pipe = new NamedPipeClientStream("dsp")|]; }
            public void Dispose() => _pipe.Dispose();
        }
        """)]
    [InlineData("""
        sealed class Client
        {
            private TcpClient? _client;
            public void Connect(string host) => _client = _client ?? new TcpClient(host, 1);
            public void OnStale() { [|_client = null|]; }
        }
        """)]
    [InlineData("""
        sealed class Client : IDisposable
        {
            private Socket? _socket;
            private bool _closing;
            public void Open(EndPoint to)
            {
                if (_socket is not null && _closing)
                {
                    [|_socket = null|];
                    _closing = false;
                }

                if (_socket is null)
                {
                    _socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                    _socket.Connect(to);
                }
            }

            public void Dispose() => _socket?.Dispose();
        }
        """)]
    [InlineData("""
        sealed class Client
        {
            private TcpClient _tcp;
            private NetworkStream _stream;
            public async Task RunAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    try
                    {
                        await ConnectAsync();
                        await _stream.ReadExactlyAsync(new byte[4], stop);
                    }
                    catch (IOException)
                    {
                        await Task.Delay(1000, stop);
                    }
                }
            }

            private async Task ConnectAsync()
            {
                [|_tcp = new TcpClient()|];
                await _tcp.ConnectAsync("h", 1);
                _stream = _tcp.GetStream();
            }
        }
        """)]
    [InlineData("""
        sealed class Client : IDisposable
        {
            private Stream? _stream;
            public void Start()
            {
                var tcp = new TcpClient("h", 1);
                _stream = new SslStream(tcp.GetStream());
            }

            public async Task<int> ReadAsync(byte[] to)
            {
                try
                {
                    return await _stream!.ReadAsync(to);
                }
                catch (IOException)
                {
                    [|_stream = null|];
                    throw;
                }
            }

            public void Dispose() => _stream?.Dispose();
        }
        """)]
    [InlineData("""
        sealed class Client(TcpClient first) : IDisposable
        {
            private TcpClient _tcp = first;
            public void Replace(string host) { [|_tcp = new TcpClient(host, 1)|]; }
            public void Dispose() => _tcp.Dispose();
        }
        """)]
    [InlineData("""
        sealed class Client
        {
            private Socket? _socket;
            public void Start(EndPoint to) { _socket = new Socket(SocketType.Stream, ProtocolType.Tcp); _socket.Connect(to); }
            public void Stop() { [|_socket = null|]; }
        }
        """)]
    [InlineData("""
        sealed class Client : IDisposable
        {
            private Socket? _socket;
            public void Start(EndPoint to) { _socket = new Socket(SocketType.Stream, ProtocolType.Tcp); _socket.Connect(to); }
            public void Stop() { [|Interlocked.Exchange(ref _socket, null)|]; }
            public void Dispose() { _socket?.Dispose(); }
        }
        """)]
    [InlineData("""
        sealed class Client
        {
            private TcpClient? _tcp;
            private Timer _timer;
            public Client() => _timer = new Timer(Beat);
            private void Beat(object? state) { [|_tcp = new TcpClient()|]; _tcp.Connect("h", 1); }
        }
        """)]
    [InlineData("""
        partial class Client
        {
            private TcpClient? _tcp;
            public void Connect() { [|_tcp = new TcpClient()|]; _tcp.Connect("h", 1); }
        }

        partial class Client
        {
            public void Close() { _tcp?.Close(); }
        }
        """)]
    [InlineData("""
        sealed class Client
        {
            private CancellationTokenSource? _linked;
            public void Start(CancellationToken stop) { _linked = CancellationTokenSource.CreateLinkedTokenSource(stop); }
            public void Stop() { _linked?.Cancel(); [|_linked = null|]; }
        }
        """)]
    [InlineData("""
        record Client
        {
            public TcpClient? Tcp { get; private set; }
            public void Start() { Tcp = new TcpClient("h", 1); }
            public void Stop() { Tcp?.Client.Shutdown(SocketShutdown.Both); [|Tcp = null|]; }
        }
        """)]
    [InlineData("""
        sealed class Client
        {
            private TcpClient? _tcp;
            public void Start() { _tcp = new TcpClient("h", 1); }
            public void Stop() { var old = _tcp; [|_tcp = null|]; Console.WriteLine(old); }
        }
        """)]
    public async Task OpenFieldWrittenOver_IsReported(string source) => await new ConnectionLifecycleRule().ReportsAsync("PH0001", source);

    [Theory]
    [InlineData("""
        sealed class Dsp
        {
            private NamedPipeClientStream _pipe = new("dsp");
            void OnBrokenFixed() { _pipe.Dispose(); _pipe = new NamedPipeClientStream("dsp"); }
        }
        """)]
    [InlineData("""
        sealed class Dsp
        {
            private NamedPipeClientStream? _pipe = new("dsp");
            void Lend(out NamedPipeClientStream pipe) { pipe = _pipe!; _pipe = null; }
            public void Dispose() => _pipe?.Dispose();
        }
        """)]
    [InlineData("""
        sealed class Client
        {
            private TcpClient? _tcp;
            public void Connect() { _tcp?.Close(); _tcp = new TcpClient(); _tcp.Connect("h", 1); }
            public void Close() { _tcp?.Close(); _tcp = null; }
        }
        """)]
    [InlineData("""
        sealed class Client
        {
            private TcpClient? _tcp;
            public void Connect() { if (_tcp != null) { return; } _tcp = new TcpClient(); _tcp.Connect("h", 1); }
            public void Close() { if (_tcp != null) { _tcp.Close(); _tcp = null; } }
        }
        """)]
    [InlineData("""
        sealed class Client
        {
            private TcpClient? _tcp;
            public void Connect() { Close(); _tcp = new TcpClient(); _tcp.Connect("h", 1); }
            public void Close() { var old = _tcp; _tcp = null; old?.Dispose(); }
        }
        """)]
    [InlineData("""
        sealed class Client
        {
            private TcpClient? _tcp;
            public void Start() { _tcp = new TcpClient("h", 1); }
            public void Stop() { Interlocked.Exchange(ref _tcp, null)?.Dispose(); }
        }
        """)]
    [InlineData("""
        sealed class Client
        {
            private TcpClient? _tcp;
            public void Start() { _tcp = new TcpClient("h", 1); }
            public async ValueTask DisposeAsync()
            {
                try { await _tcp!.GetStream().DisposeAsync().ConfigureAwait(false); }
                finally { _tcp = null; }
            }
        }
        """)]
    [InlineData("""
        sealed class Client
        {
            private TcpClient? _tcp;
            private bool _connected;
            public void Connect()
            {
                if (_connected) { return; }
                _tcp = new TcpClient("h", 1);
                _connected = true;
            }

            public void Close() { _tcp?.Close(); _connected = false; }
        }
        """)]
    [InlineData("""
        sealed class Session(TcpClient borrowed)
        {
            private TcpClient? _tcp = borrowed;
            public void Forget() { _tcp = null; }
        }
        """)]
    [InlineData("""
        sealed class Client
        {
            private TcpClient? _tcp;
            public Client() { Connect(); }
            public void Close() => _tcp?.Close();
            private void Connect() { _tcp = new TcpClient("h", 1); }
        }
        """)]
    [InlineData("""
        sealed class Client
        {
            private TcpClient? _tcp;
            private NetworkStream? _stream;
            public void Connect() { Close(); _tcp = new TcpClient("h", 1); _stream = _tcp.GetStream(); }
            public void Close() { _tcp?.Dispose(); _tcp = null; _stream = null; }
        }
        """)]
    [InlineData("""
        sealed class Server
        {
            private TcpListener? _listener;
            public void Start() { _listener = new TcpListener(IPAddress.Loopback, 0); _listener.Start(); }
            public void Stop() { try { _listener?.Stop(); } catch (SocketException e) { Trace.TraceWarning("{0}", e); } _listener = null; }
        }
        """)]
    [InlineData("""
        sealed class Client
        {
            private TcpClient? _tcp;
            private CancellationTokenSource _stop = new();
            public void Restart() { _stop.Cancel(); _stop = new CancellationTokenSource(); }
            public TcpClient Connect() => _tcp ??= new TcpClient("h", 1);
        }
        """)]
    [InlineData("""
        sealed class Client
        {
            private TcpClient? _tcp;
            public void Connect() { CloseQuietly(_tcp); _tcp = new TcpClient("h", 1); }
            static void CloseQuietly(TcpClient? tcp) { try { tcp?.Close(); } catch (SocketException e) { Trace.TraceWarning("{0}", e); } }
        }
        """)]
    [InlineData("""
        sealed class Client : PluginHost.IDeviceDriver
        {
            private PluginHost.IStreamTransport? _stream;
            public IReadOnlyList<PluginHost.Setting> Settings => [];
            public PluginHost.DriverPlan Plan(PluginHost.ISettings settings) => throw new NotSupportedException();
            public async Task<PluginHost.IDeviceConnection> OpenAsync(PluginHost.IConnectionContext attempt, PluginHost.Deadline deadline)
            {
                _stream = await attempt.Transports.ConnectAsync("h", 1, deadline);
                _stream = null;
                throw new NotSupportedException();
            }
        }
        """)]
    public async Task ClosedBorrowedOrFirst_IsSilent(string source) => await new ConnectionLifecycleRule().ReportsAsync("PH0001", source);
}
