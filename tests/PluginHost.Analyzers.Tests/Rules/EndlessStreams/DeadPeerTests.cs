using Microsoft.CodeAnalysis;
using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.EndlessStreams;

public sealed class DeadPeerTests
{
    [Theory]
    [InlineData("""
        class Log
        {
            public async Task TailAsync(string host, Action<string> publish)
            {
                using var client = [|new TcpClient(host, 514)|];
                using var reader = new StreamReader(client.GetStream());
                while (await reader.ReadLineAsync() is { } line) publish(line);
            }
        }
        """)]
    [InlineData("""
        class Alarm
        {
            private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);
            private volatile bool _run = true;
            public event Action<byte[]> Came;
            public void Run(EndPoint to)
            {
                [|_socket.Connect(to)|];
                var buffer = new byte[100];
                while (_run)
                {
                    var n = _socket.Receive(buffer);
                    if (n == 0) return;
                    Came?.Invoke(buffer);
                }
            }
        }
        """)]
    [InlineData("""
        partial class Feed { private TcpClient _client; private Stream _stream; }
        partial class Feed
        {
            public async Task OpenAsync(string host)
            {
                _client = new TcpClient();
                await [|_client.ConnectAsync(host, 1)|];
                var tls = new SslStream(_client.GetStream());
                await tls.AuthenticateAsClientAsync(host);
                _stream = tls;
            }

            private async Task ListenAsync(CancellationToken stop)
            {
                var buffer = new byte[4096];
                while (!stop.IsCancellationRequested)
                {
                    var n = await _stream.ReadAsync(buffer, stop);
                    if (n == 0) break;
                    Take(buffer, n);
                }
            }

            private void Take(byte[] data, int count) { }
        }
        """)]
    [InlineData("""
        class Piped
        {
            public async Task PumpAsync(IPEndPoint to, ChannelWriter<byte[]> sink, CancellationToken stop)
            {
                using var client = new TcpClient();
                await [|client.ConnectAsync(to, stop)|];
                var reader = PipeReader.Create(client.GetStream());
                while (true)
                {
                    var read = await reader.ReadAsync(stop);
                    if (read.IsCompleted) break;
                    await sink.WriteAsync(read.Buffer.FirstSpan.ToArray(), stop);
                    reader.AdvanceTo(read.Buffer.End);
                }
            }
        }
        """)]
    [InlineData("""
        class Sse
        {
            private readonly HttpClient _http = [|new HttpClient()|];
            public async Task SubscribeAsync(string url, Action<string> publish, CancellationToken stop)
            {
                using var response = await _http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, stop);
                using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(stop));
                while (!reader.EndOfStream)
                {
                    var line = await reader.ReadLineAsync(stop);
                    publish(line);
                }
            }
        }
        """)]
    [InlineData("""
        class Silenced
        {
            public async Task ListenAsync(Uri uri, Action<byte[]> publish, CancellationToken stop)
            {
                using var socket = new ClientWebSocket();
                socket.Options.KeepAliveInterval = TimeSpan.Zero;
                await [|socket.ConnectAsync(uri, stop)|];
                var buffer = new byte[1000];
                while (socket.State == WebSocketState.Open)
                {
                    await socket.ReceiveAsync(new ArraySegment<byte>(buffer), stop);
                    publish(buffer);
                }
            }
        }
        """)]
    [InlineData("""
        record Events(string Host)
        {
            public void Start(Action<byte> publish)
            {
                var thread = new Thread(() =>
                {
                    var client = [|new TcpClient(Host, 7)|];
                    var stream = client.GetStream();
                    while (true)
                    {
                        var one = stream.ReadByte();
                        if (one < 0) break;
                        publish((byte)one);
                    }
                });
                thread.Start();
            }
        }
        """)]
    [InlineData("""
        class Local
        {
            public async Task RunAsync(Action<string> publish, CancellationToken stop)
            {
                await ListenAsync();
                async Task ListenAsync()
                {
                    var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                    await [|socket.ConnectAsync("device", 1, stop)|];
                    var reader = new StreamReader(new NetworkStream(socket, true));
                    string line;
                    while ((line = await reader.ReadLineAsync()) != null) publish(line);
                }
            }
        }
        """)]
    [InlineData("""
        sealed class Connection : PluginHost.IDeviceConnection
        {
            private readonly TcpClient _own = new();
            public Task ExecuteAsync(PluginHost.CommandBatch commands, PluginHost.Deadline deadline) => Task.CompletedTask;
            public ValueTask DisposeAsync() => default;
            public async Task ListenAsync(CancellationToken stop)
            {
                await [|_own.ConnectAsync("device", 7, stop)|];
                var buffer = new byte[10];
                while (!stop.IsCancellationRequested && await _own.GetStream().ReadAsync(buffer, stop) > 0) Take(buffer);
            }

            private void Take(byte[] bytes) { }
        }
        """)]
    public Task Reader_WithoutASignOfLife_IsReported(string source) => new EndlessStreamRule().ReportsAsync("PH0009", source);

    [Fact]
    public Task TopLevelStatements_ThatOnlyRead_AreReported() => new EndlessStreamRule().ReportsAsync(
        "PH0009",
        """
        using var client = [|new TcpClient("device", 1)|];
        var buffer = new byte[100];
        while (client.Connected && client.GetStream().Read(buffer, 0, 100) > 0) Console.WriteLine(buffer[0]);
        """,
        kind: OutputKind.ConsoleApplication);

    [Theory]
    [InlineData("client.Client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);", "", "", "")]
    [InlineData("client.Client.IOControl(IOControlCode.KeepAliveValues, new byte[12], null);", "", "", "")]
    [InlineData("client.ReceiveTimeout = 30000;", "", "", "")]
    [InlineData("using var beat = new Timer(_ => client.GetStream().WriteByte(0), null, 1000, 1000);", "", "", "")]
    [InlineData("", "idle.CancelAfter(30000);", "", "")]
    [InlineData("", "await client.GetStream().WriteAsync(buffer, stop);", "", "")]
    [InlineData("", "if (!client.Client.Poll(30_000_000, SelectMode.SelectRead)) break;", "", "")]
    [InlineData("", "", "private Task PingAsync() => Task.CompletedTask;", "")]
    [InlineData("", "", "private async Task OtherAsync(Stream s) { while (true) { await Task.Delay(1000); s.WriteByte(1); } }", "")]
    [InlineData("", "", "", ".AsTask().WaitAsync(TimeSpan.FromSeconds(30))")]
    public Task Reader_WithASignOfLife_IsSilent(string before, string inside, string member, string after) => new EndlessStreamRule().ReportsAsync("PH0009", $$"""
        class Feed
        {
            {{member}}
            private void Take(byte[] data) { }
            public async Task ListenAsync(CancellationToken stop)
            {
                using var client = new TcpClient("device", 1);
                using var idle = CancellationTokenSource.CreateLinkedTokenSource(stop);
                {{before}}
                var buffer = new byte[100];
                while (!stop.IsCancellationRequested)
                {
                    {{inside}}
                    var n = await client.GetStream().ReadAsync(buffer.AsMemory(), idle.Token){{after}};
                    if (n == 0) break;
                    Take(buffer);
                }
            }
        }
        """);

    [Theory]
    [InlineData("""
        class Borrowed(TcpClient client, HttpClient http, Stream stream)
        {
            public async Task ListenAsync(Action<byte[]> publish, CancellationToken stop)
            {
                var buffer = new byte[10];
                while (!stop.IsCancellationRequested && await client.GetStream().ReadAsync(buffer, stop) > 0) publish(buffer);
                while (!stop.IsCancellationRequested && await stream.ReadAsync(buffer, stop) > 0) publish(buffer);
                using var events = await http.GetStreamAsync("events", stop);
                while (!stop.IsCancellationRequested && await events.ReadAsync(buffer, stop) > 0) publish(buffer);
            }
        }
        """)]
    [InlineData("""
        class Others(ClientWebSocket given)
        {
            private readonly UdpClient _udp = new(1);
            private readonly NamedPipeClientStream _pipe = new("x");
            private readonly Socket _unix = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            private readonly ClientWebSocket _socket = new();
            public async Task ListenAsync(Action<byte[]> publish, CancellationToken stop)
            {
                var buffer = new byte[10];
                while (!stop.IsCancellationRequested) publish((await _udp.ReceiveAsync(stop)).Buffer);
                while (!stop.IsCancellationRequested && await _pipe.ReadAsync(buffer, stop) > 0) publish(buffer);
                while (!stop.IsCancellationRequested && await _unix.ReceiveAsync(buffer, stop) > 0) publish(buffer);
                while (!stop.IsCancellationRequested) { await _socket.ReceiveAsync(new ArraySegment<byte>(buffer), stop); publish(buffer); }
            }
        }
        """)]
    [InlineData("""
        class Served(TcpListener listener)
        {
            public async Task ListenAsync(Action<byte[]> publish, CancellationToken stop)
            {
                using var client = await listener.AcceptTcpClientAsync(stop);
                var buffer = new byte[10];
                while (!stop.IsCancellationRequested && await client.GetStream().ReadAsync(buffer, stop) > 0) publish(buffer);
            }
        }
        """)]
    [InlineData("""
        class Download
        {
            public async Task LoadAsync(FileStream file)
            {
                using var client = new TcpClient("device", 1);
                var buffer = new byte[10];
                for (;;)
                {
                    var n = await client.GetStream().ReadAsync(buffer);
                    if (n == 0) break;
                    file.Write(buffer, 0, n);
                }
            }

            public string Answer()
            {
                using var client = new TcpClient("device", 1);
                var (text, reader) = ("", new StreamReader(client.GetStream()));
                while (!text.EndsWith("end")) text += reader.ReadLine();
                return text;
            }
        }
        """)]
    [InlineData("""
        class Handled
        {
            private readonly HttpClient _http = new(new SocketsHttpHandler { KeepAlivePingDelay = TimeSpan.FromSeconds(30) });
            public async Task ListenAsync(Action<string> publish, CancellationToken stop)
            {
                using var reader = new StreamReader(await _http.GetStreamAsync("events", stop));
                while (await reader.ReadLineAsync(stop) is { } line) publish(line);
            }
        }
        """)]
    [InlineData("""
        class GivenHandler(HttpMessageHandler handler)
        {
            private readonly HttpClient _http = new(handler);
            public async Task ListenAsync(Action<string> publish, CancellationToken stop)
            {
                using var reader = new StreamReader(await _http.GetStreamAsync("events", stop));
                while (await reader.ReadLineAsync(stop) is { } line) publish(line);
            }
        }
        """)]
    [InlineData("""
        sealed class Connection : PluginHost.IDeviceConnection
        {
            private readonly PluginHost.IStreamTransport _stream;
            public Task ExecuteAsync(PluginHost.CommandBatch commands, PluginHost.Deadline deadline) => Task.CompletedTask;
            public ValueTask DisposeAsync() => default;
            public async Task ListenAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    var read = await _stream.Input.ReadAsync(stop);
                    if (read.IsCompleted) return;
                    Take(read.Buffer.FirstSpan.ToArray());
                    _stream.Input.AdvanceTo(read.Buffer.End);
                }
            }

            private void Take(byte[] bytes) { }
        }
        """)]
    public Task Stream_ThatIsLentOrNoTcp_IsSilent(string source) => new EndlessStreamRule().ReportsAsync("PH0009", source);

    [Fact]
    public Task Loop_UnderATotalLimit_HasThatReportAlone() => new EndlessStreamRule().ReportsAsync(
        "PH0008",
        """
        class Feed
        {
            public async Task ListenAsync(Action<byte[]> publish, CancellationToken stop)
            {
                using var client = new TcpClient("device", 1);
                using var total = [|new CancellationTokenSource(60000)|];
                var buffer = new byte[100];
                while (!stop.IsCancellationRequested && await client.GetStream().ReadAsync(buffer, total.Token) > 0) publish(buffer);
            }
        }
        """);
}
