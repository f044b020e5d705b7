using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.ReusedConnections;

public sealed class ClosedAfterTimeoutTests
{
    private const string Read = "await _tcp!.GetStream().ReadAsync(b, limit.Token)";

    [Theory]
    // Closed where it failed.
    [InlineData($"try {{ return {Read}; }} catch (OperationCanceledException) {{ _tcp!.Dispose(); throw; }}")]
    [InlineData($"try {{ return {Read}; }} catch {{ Disconnect(); throw; }}")]
    [InlineData($"try {{ return {Read}; }} catch (Exception e) when (e is IOException or OperationCanceledException) {{ Disconnect(); return -1; }}")]
    [InlineData($"try {{ return {Read}; }} catch (OperationCanceledException) when (!ct.IsCancellationRequested) {{ CloseQuietly(_tcp); return -1; }}")]
    [InlineData($"try {{ return {Read}; }} catch (OperationCanceledException) {{ Interlocked.Exchange(ref _tcp, null)?.Dispose(); throw; }}")]
    [InlineData($"try {{ return {Read}; }} catch (OperationCanceledException) {{ var old = _tcp; _tcp = null; old!.Dispose(); throw; }}")]
    [InlineData($"try {{ return {Read}; }} catch (OperationCanceledException) {{ await ReconnectAsync(); return 0; }}")]
    // Closed behind it.
    [InlineData($"try {{ return {Read}; }} finally {{ Disconnect(); }}")]
    [InlineData($"var done = false; try {{ var n = {Read}; done = true; return n; }} finally {{ if (!done) _tcp!.Close(); }}")]
    [InlineData($"var n = -1; try {{ n = {Read}; }} catch (OperationCanceledException) {{ }} if (n < 0) {{ Disconnect(); }} return n;")]
    [InlineData($"using (_tcp) {{ return {Read}; }}")]
    [InlineData($"using var stream = _tcp!.GetStream(); return await stream.ReadAsync(b, limit.Token);")]
    [InlineData($"try {{ try {{ return {Read}; }} catch (OperationCanceledException) {{ throw new TimeoutException(); }} }} catch (TimeoutException) {{ Disconnect(); throw; }}")]
    // Marked, or told.
    [InlineData($"try {{ return {Read}; }} catch (OperationCanceledException) {{ _broken = true; throw; }}")]
    [InlineData($"try {{ return {Read}; }} catch (OperationCanceledException) {{ Fail(); throw; }}")]
    [InlineData($"try {{ return {Read}; }} catch (OperationCanceledException e) {{ Lost?.Invoke(this, e); throw; }}")]
    [InlineData($"try {{ return {Read}; }} catch (OperationCanceledException) {{ IsConnected = false; throw; }}")]
    // Told by a value.
    [InlineData("var read = _tcp!.GetStream().ReadAsync(b, 0, 1); if (await Task.WhenAny(read, Task.Delay(10)) != read) { Disconnect(); throw new TimeoutException(); } return await read;")]
    [InlineData("var read = _tcp!.GetStream().ReadAsync(b, 0, 1); if (await Task.WhenAny(read, Task.Delay(10)) == read) return await read; _tcp.Close(); return 0;")]
    [InlineData("var read = _tcp!.GetStream().ReadAsync(b, 0, 1); if (!read.Wait(10)) { _tcp.Close(); return 0; } return read.Result;")]
    [InlineData("try { return await _tcp!.GetStream().ReadAsync(b, 0, 1).WaitAsync(TimeSpan.FromSeconds(1)); } catch (TimeoutException) { Disconnect(); throw; }")]
    // No time, or another's.
    [InlineData("return await _tcp!.GetStream().ReadAsync(b, ct);")]
    [InlineData("return await _tcp!.GetStream().ReadAsync(b);")]
    [InlineData("using var both = CancellationTokenSource.CreateLinkedTokenSource(ct); return await _tcp!.GetStream().ReadAsync(b, both.Token);")]
    [InlineData("return await _tcp!.GetStream().ReadAsync(b, _whole.Token);")]
    // A connection for each call.
    [InlineData("using var own = new TcpClient(\"h\", 2); return await own.GetStream().ReadAsync(b, limit.Token);")]
    [InlineData("Disconnect(); _tcp = new TcpClient(\"h\", 2); return await _tcp.GetStream().ReadAsync(b, limit.Token);")]
    [InlineData("await ReconnectAsync(); return await _tcp!.GetStream().ReadAsync(b, limit.Token);")]
    // The time itself closes.
    [InlineData("using var closing = limit.Token.Register(() => _tcp!.Close()); return await _tcp!.GetStream().ReadAsync(b, limit.Token);")]
    [InlineData("using (limit.Token.Register(_tcp!.Close)) { return await _tcp!.GetStream().ReadAsync(b, limit.Token); }")]
    // An event loop with an idle limit.
    [InlineData("while (true) { limit.CancelAfter(500); var n = await _tcp!.GetStream().ReadAsync(b, limit.Token); if (n == 0) return 0; Got?.Invoke(b); }")]
    public Task ClosedMarkedOrNotTimed_IsSilent(string body) => new ReusedConnectionAnalyzer().ReportsAsync(
        "PH0005",
        $$"""
        class Link : IDisposable
        {
            private TcpClient? _tcp = new("h", 1);
            private bool _broken;
            private readonly CancellationTokenSource _whole = new(TimeSpan.FromHours(1));
            public event EventHandler<Exception>? Lost;
            public event Action<byte[]>? Got;
            public bool IsConnected { get; private set; }
            public async Task<int> AskAsync(byte[] b, CancellationToken ct)
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
                limit.CancelAfter(500);
                {{body}}
            }
            public async Task EnsureAsync() { if (_broken) { await ReconnectAsync(); } }
            public async Task ReconnectAsync() { Disconnect(); _tcp = new TcpClient(); await _tcp.ConnectAsync("h", 1); }
            private void Disconnect() { _tcp?.Dispose(); _tcp = null; }
            private void Fail() { Volatile.Write(ref _broken, true); }
            private static void CloseQuietly(TcpClient? tcp) { tcp?.Close(); }
            public void Dispose() => Disconnect();
        }
        """);

    [Theory]
    [InlineData("""
        class Link {
            private TcpClient _tcp = new TcpClient("h", 1);
            public async Task<int> AskAsync(byte[] b) { try { return await CoreAsync(b); } catch { _tcp.Close(); throw; } }
            public async Task<int> TellAsync(byte[] b) { try { return await CoreAsync(b); } catch (OperationCanceledException) { _tcp.Close(); return 0; } }
            private async Task<int> CoreAsync(byte[] b) { using var c = new CancellationTokenSource(9); return await _tcp.GetStream().ReadAsync(b, c.Token); } }
        """)]
    [InlineData("""
        class Link {
            private TcpClient _tcp = new TcpClient("h", 1);
            public Task<int> AskAsync(byte[] b) => GuardedAsync(async () => { using var c = new CancellationTokenSource(9); return await _tcp.GetStream().ReadAsync(b, c.Token); });
            private async Task<T> GuardedAsync<T>(Func<Task<T>> work) { try { return await work(); } catch { _tcp.Close(); throw; } } }
        """)]
    [InlineData("class Link(Stream stream) { public async Task<int> AskAsync(byte[] b) { using var c = new CancellationTokenSource(9); return await stream.ReadAsync(b, c.Token); } }")]
    [InlineData("class Link { private readonly NetworkStream _s; public Link(NetworkStream s) { _s = s; } public async Task<int> AskAsync(byte[] b) { using var c = new CancellationTokenSource(9); return await _s.ReadAsync(b, c.Token); } }")]
    [InlineData("class Link { private readonly UdpClient _udp = new(0); public async Task<UdpReceiveResult> AskAsync() { using var c = new CancellationTokenSource(9); return await _udp.ReceiveAsync(c.Token); } }")]
    [InlineData("class Link { private readonly Socket _udp = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 100 }; public int Ask(byte[] b) => _udp.Receive(b); }")]
    [InlineData("class Link { private readonly HttpClient _http = new(); public async Task<string> AskAsync() { using var c = new CancellationTokenSource(9); return await _http.GetStringAsync(\"http://h\", c.Token); } }")]
    [InlineData("""
        class Link : IDisposable {
            private readonly NamedPipeClientStream _pipe = new("x"); private readonly PipeReader _in;
            public Link() { _in = PipeReader.Create(_pipe); }
            public async Task<ReadResult> AskAsync() { using var c = new CancellationTokenSource(9); return await _in.ReadAsync(c.Token); }
            public void Dispose() => _pipe.Dispose(); }
        """)]
    [InlineData("""
        class Link {
            private Socket _s = new Socket(SocketType.Stream, ProtocolType.Tcp); private volatile bool _on = true;
            public Link() { _s.ReceiveTimeout = 100; }
            private void Loop() {
                var b = new byte[99];
                while (_on) {
                    try { int n = _s.Receive(b); if (n == 0) break; Handle(b, n); }
                    catch (SocketException e) when (e.SocketErrorCode == SocketError.TimedOut) { continue; } }
                _s.Close(); }
            private void Handle(byte[] b, int n) { } public void Start() => new Thread(Loop).Start(); }
        """)]
    [InlineData("""
        class Link {
            private TcpClient _tcp = new TcpClient("h", 1);
            public async Task ListenAsync(Action<int> got, CancellationToken ct) { while (!ct.IsCancellationRequested) { got(await NextAsync(ct)); } }
            private async Task<int> NextAsync(CancellationToken ct) {
                using var idle = CancellationTokenSource.CreateLinkedTokenSource(ct); idle.CancelAfter(30_000);
                return await _tcp.GetStream().ReadAsync(new byte[1], idle.Token); } }
        """)]
    [InlineData("""
        abstract class Base : IDisposable { protected TcpClient? Tcp; protected void Hangup() { Tcp?.Close(); } public void Dispose() => Hangup(); }
        class Link : Base {
            public void Open() { Tcp = new TcpClient("h", 1); }
            public async Task<int> AskAsync(byte[] b) {
                using var c = new CancellationTokenSource(9);
                try { return await Tcp!.GetStream().ReadAsync(b, c.Token); } catch (OperationCanceledException) { Hangup(); throw; } } }
        """)]
    [InlineData("""
        class Link {
            private TcpClient? _tcp; private enum State { Idle, Ready, Faulted } private State _state;
            public void Connect() { if (_state == State.Faulted) { _tcp?.Dispose(); } _tcp = new TcpClient("h", 1); _state = State.Ready; }
            public int Ask(byte[] b) {
                NetworkStream s = _tcp!.GetStream(); s.ReadTimeout = 500;
                try { return s.Read(b, 0, b.Length); } catch (IOException) { _state = State.Faulted; return 0; } } }
        """)]
    [InlineData("""
        class Link {
            private TcpClient? _tcp;
            public async Task ConnectAsync() {
                _tcp = new TcpClient(); await _tcp.ConnectAsync("h", 1);
                using var c = new CancellationTokenSource(9); await _tcp.GetStream().ReadExactlyAsync(new byte[4], c.Token); }
            public void Close() { _tcp?.Close(); } }
        """)]
    [InlineData("""
        sealed class Driver : PluginHost.IDeviceDriver {
            private PluginHost.IStreamTransport? _stream;
            public IReadOnlyList<PluginHost.Setting> Settings => [];
            public PluginHost.DriverPlan Plan(PluginHost.ISettings settings) => throw new NotSupportedException();
            public async Task<PluginHost.IDeviceConnection> OpenAsync(PluginHost.IConnectionContext attempt, PluginHost.Deadline deadline) {
                _stream = await attempt.Transports.ConnectAsync("h", 1, deadline);
                using var cts = new CancellationTokenSource(TimeSpan.FromSeconds(1));
                await _stream.Input.ReadAsync(cts.Token);
                throw new NotSupportedException(); } }
        """)]
    [InlineData("""
        class Adapter : IDisposable {
            private TcpClient _tcp = new TcpClient("h", 1);
            public int ReadTimeout { get => _tcp.GetStream().ReadTimeout; set => _tcp.GetStream().ReadTimeout = value; }
            public int Read(byte[] b) => _tcp.GetStream().Read(b, 0, b.Length);
            public void Dispose() => _tcp.Dispose(); }
        """)]
    [InlineData("""
        class Logged : NetworkStream {
            private readonly NetworkStream _inner;
            public Logged(Socket s) : base(s) { _inner = new NetworkStream(s); }
            public override async ValueTask<int> ReadAsync(Memory<byte> b, CancellationToken ct = default) { using var c = new CancellationTokenSource(9); return await _inner.ReadAsync(b, c.Token); }
            protected override void Dispose(bool disposing) => _inner.Dispose(); }
        """)]
    public Task OtherTypes_AreSilent(string source) => new ReusedConnectionAnalyzer().ReportsAsync("PH0005", source);
}
