using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.ReusedConnections;

public sealed class ReusedAfterTimeoutTests
{
    [Theory]
    [InlineData("""
        class Meter {
            private readonly NamedPipeClientStream _pipe = new("meter");
            public async Task<int> PollAsync(byte[] b) { using var t = new CancellationTokenSource(800); return await [|_pipe.ReadAsync(b, t.Token)|]; } }
        """)]
    [InlineData("""
        class Meter(NamedPipeClientStream pipe) : IDisposable {
            public async Task<int> PollAsync(byte[] b) { using var t = new CancellationTokenSource(800); return await [|pipe.ReadAsync(b, t.Token)|]; }
            public void Dispose() => pipe.Dispose(); }
        """)]
    [InlineData("""
        record Meter(string Host) {
            private TcpClient? _tcp;
            public async Task ConnectAsync() { _tcp?.Dispose(); _tcp = new TcpClient(); await _tcp.ConnectAsync(Host, 1025); }
            public async Task<string?> AskAsync(byte[] question, CancellationToken ct) {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
                limit.CancelAfter(TimeSpan.FromSeconds(5));
                var (stream, buffer) = (_tcp!.GetStream(), new byte[256]);
                await _tcp.GetStream().WriteAsync(question, limit.Token);
                try { var n = await [|_tcp.GetStream().ReadAsync(buffer, limit.Token)|]; return Encoding.ASCII.GetString(buffer, 0, n); }
                catch (OperationCanceledException) when (!ct.IsCancellationRequested) { return null; } } }
        """)]
    [InlineData("""
        partial class Link { private TcpClient _client = new("amp", 23); private NetworkStream _stream; public Link() { _stream = _client.GetStream(); } }
        partial class Link {
            public async Task<byte[]?> SendAndReceiveAsync(byte[] command) {
                await _stream.WriteAsync(command, 0, command.Length);
                byte[] buffer = new byte[1024];
                Task<int> read = [|_stream.ReadAsync(buffer, 0, buffer.Length)|];
                Task done = await Task.WhenAny(read, Task.Delay(5000));
                if (done != read) { return null; }
                int n = await read;
                Array.Resize(ref buffer, n);
                return buffer; } }
        """)]
    [InlineData("""
        class Link : IDisposable {
            private Socket _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            public void Connect(EndPoint to) { _socket.ReceiveTimeout = 5000; _socket.Connect(to); }
            public byte[]? Query(byte[] q) {
                _socket.Send(q);
                byte[] b = new byte[100];
                try { int n = [|_socket.Receive(b)|]; return b; }
                catch (SocketException ex) when (ex.SocketErrorCode == SocketError.TimedOut) { return null; } }
            public void Dispose() { _socket.Close(); } }
        """)]
    [InlineData("""
        class Link {
            TcpClient client; NetworkStream stream; StreamReader reader;
            public void Open(string host) {
                client = new TcpClient(host, 23); stream = client.GetStream(); stream.ReadTimeout = 3000; reader = new StreamReader(stream); }
            public string? Ask(string what) {
                byte[] b = Encoding.ASCII.GetBytes(what + "\r");
                stream.Write(b, 0, b.Length);
                try { return [|reader.ReadLine()|]; } catch (IOException e) { Console.WriteLine(e.Message); return null; } }
            public void Close() { client.Close(); } }
        """)]
    [InlineData("""
        class Link {
            private TcpClient? _client;
            public async Task<string?> AskAsync(string what) {
                if (_client == null || !_client.Connected) { _client?.Dispose(); _client = new TcpClient(); await _client.ConnectAsync("h", 1); }
                var stream = _client.GetStream();
                await stream.WriteAsync(Encoding.ASCII.GetBytes(what));
                var reader = new StreamReader(stream);
                return await [|reader.ReadLineAsync()|].WaitAsync(TimeSpan.FromSeconds(2)); } }
        """)]
    [InlineData("""
        class Link {
            private readonly ClientWebSocket _web = new();
            public async Task<WebSocketReceiveResult> NextAsync(byte[] b) {
                var cts = new CancellationTokenSource();
                cts.CancelAfter(1000);
                return await [|_web.ReceiveAsync(new ArraySegment<byte>(b), cts.Token)|]; } }
        """)]
    [InlineData("""
        class Link : IAsyncDisposable {
            private SslStream? _tls; private readonly SemaphoreSlim _gate = new(1);
            public async Task OpenAsync(TcpClient tcp) { var tls = new SslStream(tcp.GetStream()); await tls.AuthenticateAsClientAsync("h"); _tls = tls; }
            public async Task<byte[]> ExchangeAsync(byte[] q, TimeSpan limit) {
                await _gate.WaitAsync();
                try {
                    using var cts = new CancellationTokenSource(limit);
                    await _tls!.WriteAsync(q, cts.Token);
                    var head = new byte[4];
                    await [|_tls.ReadExactlyAsync(head, cts.Token)|];
                    var body = new byte[head[3]];
                    await _tls.ReadExactlyAsync(body, cts.Token);
                    return body;
                } finally { _gate.Release(); } }
            public ValueTask DisposeAsync() => _tls?.DisposeAsync() ?? default; }
        """)]
    [InlineData("""
        class Link {
            private readonly TcpClient _tcp = new("h", 1);
            public async Task<byte[]> AskAsync(byte[] q) {
                using var cts = new CancellationTokenSource(5000);
                await _tcp.GetStream().WriteAsync(q, cts.Token);
                return await [|ReadFrameAsync(cts.Token)|]; }
            private async Task<byte[]> ReadFrameAsync(CancellationToken ct) {
                var frame = new byte[8];
                for (var at = 0; at < 8;) { var n = await _tcp.GetStream().ReadAsync(frame.AsMemory(at), ct); if (n == 0) throw new EndOfStreamException(); at += n; }
                return frame; } }
        """)]
    [InlineData("""
        class Link {
            private Stream _stream = new NamedPipeClientStream("x");
            public async Task<int> AskAsync(byte[] b) {
                for (var attempt = 0; attempt < 3; attempt++) {
                    await _stream.WriteAsync(b);
                    try { return await [|_stream.ReadAsync(b, new CancellationTokenSource(1000).Token)|]; }
                    catch (OperationCanceledException) { }
                }
                return -1; } }
        """)]
    [InlineData("""
        class Link {
            private TcpClient tcp = new TcpClient("h", 1);
            public int Ask(byte[] b) {
                NetworkStream s = tcp.GetStream();
                s.Write(b, 0, b.Length);
                IAsyncResult ar = [|s.BeginRead(b, 0, b.Length, null, null)|];
                if (!ar.AsyncWaitHandle.WaitOne(5000)) throw new TimeoutException();
                return s.EndRead(ar); } }
        """)]
    [InlineData("""
        class Link {
            private TcpClient tcp = new TcpClient("h", 1);
            public string? Ask(byte[] b) {
                var task = [|tcp.GetStream().ReadAsync(b, 0, b.Length)|];
                if (task.Wait(2000)) { return Encoding.ASCII.GetString(b, 0, task.Result); }
                return null; } }
        """)]
    [InlineData("""
        class Link {
            private TcpClient _tcp = new TcpClient("h", 1);
            public Task<int> Ask(byte[] b) {
                return Run(() => Core());
                async Task<int> Core() { using var c = new CancellationTokenSource(100); return await [|_tcp.GetStream().ReadAsync(b, c.Token)|]; } }
            private Task<int> Run(Func<Task<int>> work) => work(); }
        """)]
    [InlineData("""
        class Link {
            private TcpClient _tcp = new TcpClient("h", 1);
            public Task<int> Ask(byte[] b) => Task.Run(async () => {
                using var c = new CancellationTokenSource(100);
                try { return await [|_tcp.GetStream().ReadAsync(b, c.Token)|]; } catch (OperationCanceledException) { throw new TimeoutException("no answer"); } }); }
        """)]
    [InlineData("""
        sealed class Driver : PluginHost.IDeviceDriver {
            private readonly NamedPipeClientStream _pipe = new("amp");
            public IReadOnlyList<PluginHost.Setting> Settings => [];
            public PluginHost.DriverPlan Plan(PluginHost.ISettings settings) => throw new NotSupportedException();
            public async Task<PluginHost.IDeviceConnection> OpenAsync(PluginHost.IConnectionContext attempt, PluginHost.Deadline deadline) {
                using var cts = new CancellationTokenSource(TimeSpan.FromSeconds(1));
                await [|_pipe.ReadExactlyAsync(new byte[3], cts.Token)|];
                throw new NotSupportedException(); } }
        """)]
    [InlineData("""
        class Link {
            private TcpClient _tcp = new TcpClient("h", 1);
            private async Task<T> Limit<T>(Task<T> task, int ms) { if (await Task.WhenAny(task, Task.Delay(ms)) == task) return await task; throw new TimeoutException(); }
            public async Task<int> Ask(byte[] b) { return await Limit([|_tcp.GetStream().ReadAsync(b, 0, 1)|], 500); } }
        """)]
    [InlineData("""
        class Link {
            private TcpClient _tcp = new TcpClient("h", 1); private int _timeouts; private string? _last;
            public async Task<int> Ask(byte[] b) {
                using var c = new CancellationTokenSource(100);
                try { return await [|_tcp.GetStream().ReadAsync(b, c.Token)|]; }
                catch (OperationCanceledException ex) { _timeouts++; _last = ex.Message; return 0; } } }
        """)]
    [InlineData("""
        class Link {
            private TcpClient _tcp = new TcpClient("h", 1);
            public async Task<int> Ask(byte[] b, CancellationToken ct) {
                using var c = CancellationTokenSource.CreateLinkedTokenSource(ct); c.CancelAfter(100);
                try { return await [|_tcp.GetStream().ReadAsync(b, c.Token)|]; }
                catch (OperationCanceledException) when (ct.IsCancellationRequested) { _tcp.Close(); throw; }
                catch (IOException) { _tcp.Close(); throw; } } }
        """)]
    [InlineData("""
        class Link {
            private TcpClient _tcp = new TcpClient("h", 1);
            public async Task<string?> TryAsync(byte[] b) => await ReadAsync(b) ? "yes" : null;
            private async Task<bool> ReadAsync(byte[] b) {
                var read = [|_tcp.GetStream().ReadAsync(b)|].AsTask();
                var delay = Task.Delay(TimeSpan.FromSeconds(1));
                return await Task.WhenAny(read, delay) == delay ? false : true; } }
        """)]
    [InlineData("""
        class Link {
            private TcpClient client = new TcpClient("h", 1);
            public int Ask(byte[] b) {
                Task<int> task = Task.Run(() => [|client.GetStream().Read(b, 0, b.Length)|]);
                if (!task.Wait(3000)) return -1;
                return task.Result; } }
        """)]
    [InlineData("""
        class Link {
            private TcpClient? _client; private readonly object _lock = new();
            private NetworkStream Stream => _client!.GetStream();
            public void Connect() { Close(); var client = new TcpClient { ReceiveTimeout = 2000 }; client.Connect("h", 1); _client = client; }
            public byte Ask(byte[] q) { lock (_lock) { Stream.Write(q, 0, q.Length); return Answer(); } }
            private byte Answer() { var b = new byte[1]; if ([|Stream.Read(b, 0, 1)|] == 0) { Close(); throw new EndOfStreamException(); } return b[0]; }
            public void Close() { _client?.Close(); _client = null; } }
        """)]
    [InlineData("""
        class Link {
            private readonly ClientWebSocket _web = new();
            public async Task<byte[]> AskAsync(byte[] q) {
                using var cts = new CancellationTokenSource(TimeSpan.FromSeconds(3));
                await _web.SendAsync(q, WebSocketMessageType.Text, true, cts.Token);
                var (all, chunk) = (new MemoryStream(), new byte[512]);
                WebSocketReceiveResult result;
                do { result = await [|_web.ReceiveAsync(new ArraySegment<byte>(chunk), cts.Token)|]; all.Write(chunk, 0, result.Count); } while (!result.EndOfMessage);
                return all.ToArray(); }
            public void Stop() => _web.Dispose(); }
        """)]
    public Task TimedOutAndKept_IsReported(string source) => new ReusedConnectionAnalyzer().ReportsAsync("PH0005", source);

    [Fact]
    public Task TopLevelStatements_HaveNoFields() => new ReusedConnectionAnalyzer().ReportsAsync(
        "PH0005",
        """
        using var tcp = new TcpClient("h", 1);
        using var limit = new CancellationTokenSource(100);
        await tcp.GetStream().ReadAsync(new byte[1], limit.Token);
        class Link {
            private TcpClient _tcp = new TcpClient("h", 1);
            public async Task Ask(byte[] b) { using var c = new CancellationTokenSource(100); await [|_tcp.GetStream().ReadAsync(b, c.Token)|]; } }
        """,
        kind: Microsoft.CodeAnalysis.OutputKind.ConsoleApplication);

    [Theory]
    [InlineData("await [|_tcp.GetStream().ReadAsync(b, new CancellationTokenSource(9).Token)|];", "'_tcp' stays in use after this read timed out; an answer that comes late is taken for the next one")]
    [InlineData("await [|_tcp.GetStream().ReadAsync(b, 0, 1)|].WaitAsync(Span);", "When the time is over this read goes on alone and eats the next answer, for '_tcp' stays in use")]
    public async Task Message_SaysWhatComes(string read, string expected)
    {
        var found = await new ReusedConnectionAnalyzer().ReportsAsync(
            "PH0005", $"class Link {{ static readonly TimeSpan Span = TimeSpan.FromSeconds(1); TcpClient _tcp = new(\"h\", 1); public async Task Ask(byte[] b) {{ {read} }} }}");
        Assert.Equal(expected, found[0].GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.NotEmpty(found[0].AdditionalLocations);
    }

    [Fact]
    public async Task CodeThatDoesNotCompile_IsNoFault() => await new ReusedConnectionAnalyzer().RunAsync(
        Compiled.From(["class C { Socket _s = new(); void M( { try { _s.Receive(; } catch (X when { } if (Task.WhenAny(_s., Task.Delay(5)) != ) } }"]));
}
