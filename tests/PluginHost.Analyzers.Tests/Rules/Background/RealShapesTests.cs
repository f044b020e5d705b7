using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.Background;

/// <summary>Whole types as they are written: what is around a loop must not hide it, nor make one of it.</summary>
public sealed class RealShapesTests
{
    internal const string Feed =
        """
        public class Feed : IDisposable
        {
            private readonly ClientWebSocket _ws = new ClientWebSocket();
            private readonly ILogger _logger;
            private readonly CancellationTokenSource _cts = new CancellationTokenSource();
            private bool _disposed;

            public Feed(ILogger logger) { _logger = logger; }

            public event EventHandler<string> Received;

            public async Task ConnectAsync(Uri uri, CancellationToken ct)
            {
                await _ws.ConnectAsync(uri, ct);
                _ = [|Task.Run(ReceiveLoop)|];
            }

            private async Task ReceiveLoop()
            {
                var buffer = new byte[4096];
                while (!_cts.IsCancellationRequested)
                {
                    try
                    {
                        var result = await _ws.ReceiveAsync(new ArraySegment<byte>(buffer), CancellationToken.None);
                        if (result.Count > 0)
                        {
                            Received?.Invoke(this, Encoding.UTF8.GetString(buffer, 0, result.Count));
                        }
                    }
                    catch (Exception ex)
                    {
                        _logger.LogError(ex, "receive failed");
                        await Task.Delay(1000);
                    }
                }
            }

            protected virtual void Dispose(bool disposing)
            {
                if (_disposed) return;
                if (disposing)
                {
                    _ws.Dispose();
                    _cts.Dispose();
                }

                _disposed = true;
            }

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }
        }
        """;

    internal const string Poller =
        """
        namespace Plc
        {
            public class PlcClient
            {
                private TcpClient client;
                private NetworkStream stream;
                private Thread poller;
                private object sync = new object();
                private bool polling = true;

                public void Connect(string host)
                {
                    client = new TcpClient();
                    client.Connect(host, 502);
                    stream = client.GetStream();
                    poller = new Thread(new ThreadStart(this.Poll));
                    poller.IsBackground = true;
                    [|poller.Start()|];
                }

                private void Poll()
                {
                    while (polling)
                    {
                        Thread.Sleep(100);
                        try
                        {
                            lock (sync)
                            {
                                byte[] request = new byte[12];
                                stream.Write(request, 0, request.Length);
                                byte[] answer = new byte[256];
                                int n = stream.Read(answer, 0, answer.Length);
                                OnData(answer, n);
                            }
                        }
                        catch (Exception ex)
                        {
                            Console.WriteLine("poll failed: " + ex.Message);
                        }
                    }
                }

                protected virtual void OnData(byte[] data, int n) { }

                public void Disconnect()
                {
                    if (stream != null) stream.Close();
                    if (client != null) client.Close();
                }
            }
        }
        """;

    internal const string Server =
        """
        public class Server : IDisposable
        {
            private readonly TcpListener _listener = new TcpListener(IPAddress.Any, 502);
            private volatile bool _running;
            private Timer _sweep;

            public void Start()
            {
                _running = true;
                _listener.Start();
                _sweep = [|new Timer(_ => Sweep(), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1))|];
                Task.Run(async () =>
                {
                    while (_running)
                    {
                        try
                        {
                            var client = await _listener.AcceptTcpClientAsync();
                            _ = Serve(client);
                        }
                        catch (Exception e) { Console.WriteLine(e); }
                    }
                });
            }

            private void Sweep() => Console.WriteLine("sweep");

            private async Task Serve(TcpClient client)
            {
                using (client)
                {
                    while (true)
                    {
                        try { await client.GetStream().FlushAsync(); }
                        catch (IOException e) { Console.WriteLine(e); }
                    }
                }
            }

            public void Stop()
            {
                _running = false;
                _listener.Stop();
            }

            public void Dispose() => Stop();
        }
        """;

    [Theory]
    [InlineData(Feed)]
    [InlineData(Poller)]
    [InlineData(Server)]
    public Task TypesThatForgetTheirWork_AreReported(string source) => new OutlivingLoopRule().ReportsAsync("PH0011", source);

    [Theory]
    // A reader that reconnects, and is told to stop.
    [InlineData("""
        public class Client : IAsyncDisposable
        {
            private readonly Channel<byte[]> _outbox = Channel.CreateUnbounded<byte[]>();
            private readonly CancellationTokenSource _cts = new();
            private readonly Task _pump;
            private TcpClient? _tcp;
            public Client() { _pump = PumpAsync(_cts.Token); }
            private async Task PumpAsync(CancellationToken token)
            {
                while (true)
                {
                    token.ThrowIfCancellationRequested();
                    try
                    {
                        _tcp = new TcpClient();
                        await _tcp.ConnectAsync("h", 1, token);
                        await foreach (var one in _outbox.Reader.ReadAllAsync(token)) { await _tcp.GetStream().WriteAsync(one, token); }
                    }
                    catch (IOException) { _tcp?.Dispose(); await Task.Delay(1000, token); }
                }
            }
            public async ValueTask DisposeAsync()
            {
                _cts.Cancel();
                try { await _pump; } catch (OperationCanceledException) { }
                _tcp?.Dispose();
            }
        }
        """)]
    // A base class decides.
    [InlineData("""
        public abstract class Worker { protected bool Stopped; public void Halt() => Stopped = true; }
        public class Client : Worker, IDisposable
        {
            private readonly UdpClient _udp = new(0);
            public void Start() => Task.Run(Run);
            private void Run() { while (!Stopped) { try { _udp.Send(new byte[1], 1); } catch (SocketException) { } } }
            public void Dispose() { _udp.Dispose(); }
        }
        """)]
    // A hosted service gets its token from the host.
    [InlineData("""
        public class Service : IDisposable
        {
            private readonly UdpClient _udp = new(0);
            private Task? _run;
            public Task StartAsync(CancellationToken stopping) { _run = ExecuteAsync(stopping); return Task.CompletedTask; }
            private async Task ExecuteAsync(CancellationToken stopping)
            {
                while (!stopping.IsCancellationRequested)
                {
                    try { await _udp.ReceiveAsync(stopping); }
                    catch (SocketException) { await Task.Delay(1000, stopping); }
                }
            }
            public void Dispose() => _udp.Dispose();
        }
        """)]
    // A state that the end sets.
    [InlineData("""
        public class Session
        {
            private enum State { Open, Closed }
            private readonly Socket _socket;
            private State _state;
            public Session(Socket socket) { _socket = socket; new Thread(Run).Start(); }
            private void Run()
            {
                for (;;)
                {
                    try { _socket.Receive(new byte[9]); }
                    catch (SocketException) { if (_state == State.Closed) { return; } Thread.Sleep(9); }
                }
            }
            public void Close() { ChangeState(State.Closed); _socket.Close(); }
            private void ChangeState(State next) { lock (_socket) { _state = next; } }
        }
        """)]
    // The reader leaves when nothing is left to read.
    [InlineData("""
        public class Lines : IDisposable
        {
            private readonly TcpClient _tcp = new("h", 1);
            public void Start() => Task.Run(ReadAsync);
            private async Task ReadAsync()
            {
                var reader = new StreamReader(_tcp.GetStream());
                while (true)
                {
                    string? line = null;
                    try { line = await reader.ReadLineAsync(); }
                    catch (Exception e) { Console.WriteLine(e); }
                    if (line == null) { break; }
                }
            }
            public void Dispose() => _tcp.Dispose();
        }
        """)]
    public Task TypesThatEndTheirLoops_AreSilent(string source) => new OutlivingLoopRule().ReportsAsync("PH0011", source);
}
