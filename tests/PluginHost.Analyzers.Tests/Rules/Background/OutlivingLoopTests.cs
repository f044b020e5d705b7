using System.Globalization;
using Microsoft.CodeAnalysis;
using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.Background;

public sealed class OutlivingLoopTests
{
    private const string Link = """
        class Link : IDisposable
        {
            private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);
            private readonly byte[] _buffer = new byte[64];
            private volatile bool _isOpen = true;
            private int _beats;

        """;

    [Theory]
    // Every way to start it.
    [InlineData("public void Start() => [|Task.Run(Beat)|]; void Beat() { while (true) { Thread.Sleep(900); try { _socket.Send(_buffer); } catch (SocketException) { } } }")]
    [InlineData("public void Start() { _ = [|Task.Run(() => Beat())|]; } void Beat() { for (;;) { Thread.Sleep(900); try { _socket.Send(_buffer); } catch (Exception e) { Console.WriteLine(e); } } }")]
    [InlineData("Task _loop; public void Start() { _loop = [|Task.Factory.StartNew(Beat, TaskCreationOptions.LongRunning)|]; } void Beat() { while (_isOpen) { Thread.Sleep(900); try { _socket.Send(_buffer); } catch (IOException) { } catch (SocketException) { } } }")]
    [InlineData("public void Start() { _ = [|BeatAsync()|]; } async Task BeatAsync() { while (_isOpen) { await Task.Delay(900); try { await _socket.SendAsync(_buffer); } catch (SocketException e) { Trace.TraceError(e.Message); } } }")]
    [InlineData("public void Start() { [|Beat()|]; } async void Beat() { while (true) { await Task.Delay(900); try { await _socket.SendAsync(_buffer); } catch { } } }", "public void Start() { [|Beat()|]; } async void Beat() { while (true) { await Task.Delay(900); try { await _socket.SendAsync(_buffer); } catch { } } }")]
    [InlineData("public void Start() { [|new Thread(Beat) { IsBackground = true }.Start()|]; } void Beat() { while (true) { Thread.Sleep(900); try { _socket.Send(_buffer); } catch (SocketException) { } } }")]
    [InlineData("Thread _thread; public void Start() { _thread = new Thread(new ThreadStart(Beat)); _thread.IsBackground = true; [|_thread.Start()|]; } private void Beat() { while (true) { Thread.Sleep(900); try { _socket.Send(_buffer); } catch (SocketException) { } } }")]
    [InlineData("public void Start() { [|ThreadPool.QueueUserWorkItem(_ => { while (true) { try { _socket.Send(_buffer); } catch (SocketException) { } Thread.Sleep(900); } })|]; }")]
    // The work is deeper, in local functions and lambdas.
    [InlineData("public void Start() { [|Task.Run(async () => { await Task.Yield(); await OuterAsync(); })|]; } async Task OuterAsync() { _beats = 0; await InnerAsync(); } async Task InnerAsync() { while (true) { await Task.Delay(900); try { _socket.Send(_buffer); } catch (SocketException) { } } }")]
    [InlineData("public void Start() { _ = [|LoopAsync()|]; async Task LoopAsync() { while (true) { await Task.Delay(900); Ping(); } } } void Ping() { try { _socket.Send(_buffer); } catch (Exception) { _beats++; } }")]
    [InlineData("public int Rate { get => _beats; set { _beats = value; [|Task.Run(() => { while (true) { try { _socket.Send(_buffer); } catch (Exception) { } } })|]; } }")]
    // It tests what the end does not touch.
    [InlineData("readonly ManualResetEvent _halt = new(false); public void Start() => [|new Thread(Beat).Start()|]; void Beat() { while (!_halt.WaitOne(900)) { try { _socket.Send(_buffer); } catch (SocketException) { } } }")]
    [InlineData("readonly CancellationTokenSource _stop = new(); public void Start() { _ = [|BeatAsync(_stop.Token)|]; } async Task BeatAsync(CancellationToken stop) { while (!stop.IsCancellationRequested) { await Task.Delay(900, stop); try { await _socket.SendAsync(_buffer); } catch (SocketException) { } } }")]
    [InlineData("bool _stopped; public void Start() { [|Task.Run(Beat)|]; } void Beat() { while (!_stopped) { Thread.Sleep(900); try { _socket.Send(_buffer); } catch (SocketException) { } } }")]
    // Work that does not speak to the connection at all, so that nothing can end it.
    [InlineData("readonly Channel<int> _queue = Channel.CreateUnbounded<int>(); public void Start() { _ = [|DrainAsync()|]; } async Task DrainAsync() { await foreach (var one in _queue.Reader.ReadAllAsync()) { try { _socket.Send(_buffer, one, SocketFlags.None); } catch (SocketException) { } } }")]
    [InlineData("readonly BlockingCollection<int> _queue = new(); public void Start() { [|Task.Run(() => { foreach (var one in _queue.GetConsumingEnumerable()) { try { _socket.Send(_buffer, one, SocketFlags.None); } catch (SocketException) { } } })|]; }")]
    [InlineData("readonly PeriodicTimer _tick = new(TimeSpan.FromSeconds(9)); public void Start() { _ = [|BeatAsync()|]; } async Task BeatAsync() { while (await _tick.WaitForNextTickAsync()) { try { await _socket.SendAsync(_buffer); } catch (SocketException) { } } }")]
    public Task LoopThatNothingEnds_IsReported(string members, string? marked = null) => ReportsAsync((marked ?? members) + " public void Dispose() => _socket.Dispose();");

    [Theory]
    // To dispose a source is not to cancel it; to wait for a while is not to stop.
    [InlineData("_stop.Dispose(); _socket.Dispose();")]
    [InlineData("_loop.Wait(500); _socket.Close();")]
    [InlineData("_socket.Shutdown(SocketShutdown.Both); _socket.Dispose();")]
    [InlineData("if (_stop.IsCancellationRequested) return; _socket.Dispose();")]
    [InlineData("_stop = new CancellationTokenSource(); _socket.Dispose();")]
    public Task EndThatStopsNothing_IsReported(string body) => ReportsAsync(Beating("[|Task.Run(BeatAsync)|]") + $"public void Dispose() {{ {body} }}");

    [Theory]
    [InlineData("_stop.Cancel(); _socket.Dispose();")]
    [InlineData("_socket.Dispose(); _stop?.Cancel();")]
    [InlineData("_stop.CancelAfter(0); _socket.Dispose();")]
    [InlineData("var stop = _stop; stop.Cancel(); _socket.Dispose();")]
    [InlineData("Interlocked.Exchange(ref _stop, null)?.Cancel(); _socket.Dispose();")]
    [InlineData("Halt(); _socket.Dispose(); void Halt() => _stop.Cancel();")]
    [InlineData("using (_stop) { _stop.Cancel(); _socket.Dispose(); }")]
    public Task EndThatCancels_IsSilent(string body) => ReportsAsync(Beating("Task.Run(BeatAsync)") + $"public void Dispose() {{ {body} }}");

    [Theory]
    // The connection's end is its end.
    [InlineData("public void Start() => Task.Run(Read); void Read() { while (true) { var n = _socket.Receive(_buffer); if (n == 0) break; } }")]
    [InlineData("public void Start() => Task.Run(ReadAsync); async Task ReadAsync() { try { while (true) { await _socket.ReceiveAsync(_buffer); } } catch (SocketException) { } }")]
    [InlineData("public void Start() => Task.Run(ReadAsync); async Task ReadAsync() { while (true) { try { await _socket.ReceiveAsync(_buffer); } catch (SocketException e) { Console.WriteLine(e); break; } } }")]
    [InlineData("public void Start() => Task.Run(ReadAsync); async Task ReadAsync() { while (true) { try { await _socket.ReceiveAsync(_buffer); } catch (SocketException) { } catch (ObjectDisposedException) { return; } } }")]
    [InlineData("public void Start() => Task.Run(ReadAsync); async Task ReadAsync() { while (true) { try { await _socket.ReceiveAsync(_buffer); } catch (TimeoutException) { } } }")]
    [InlineData("public void Start() => new Thread(Read).Start(); void Read() { while (_socket.Connected) { try { _socket.Receive(_buffer); } catch (SocketException) { } } }")]
    // The end changes the flag, directly or deeper.
    [InlineData("public void Start() => new Thread(Beat).Start(); void Beat() { while (_isOpen) { try { _socket.Send(_buffer); } catch (SocketException) { } } } void Close() => _isOpen = false;")]
    [InlineData("public void Start() => new Thread(Beat).Start(); void Beat() { while (true) { if (!_isOpen) return; try { _socket.Send(_buffer); } catch (SocketException) { } } } protected void OnClosed() => _isOpen = false;")]
    [InlineData("public void Start() => new Thread(Beat).Start(); void Beat() { while (IsRunning) { try { _socket.Send(_buffer); } catch (SocketException) { } } } bool IsRunning => Volatile.Read(ref _beats) > 0; void Stop() => Interlocked.Exchange(ref _beats, 0);")]
    [InlineData("public void Start() => new Thread(Beat).Start(); void Beat() { while (_isOpen) { try { _socket.Send(_buffer); } catch (SocketException) { _isOpen = false; } } }")]
    [InlineData("Thread _thread; public void Start() { _thread = new Thread(Beat); _thread.Start(); } void Beat() { while (true) { try { _socket.Send(_buffer); } catch (SocketException) { } } } void Stop() { _thread.Interrupt(); }")]
    // Somebody else's token or flag.
    [InlineData("public void Start(CancellationToken stop) => Task.Run(() => BeatAsync(stop)); async Task BeatAsync(CancellationToken stop) { while (!stop.IsCancellationRequested) { await Task.Delay(900); try { _socket.Send(_buffer); } catch (SocketException) { } } }")]
    [InlineData("public bool IsStopped { get; set; } public void Start() => Task.Run(Beat); void Beat() { while (!IsStopped) { try { _socket.Send(_buffer); } catch (SocketException) { } } }")]
    [InlineData("public void Start(CancellationToken outer) { var stop = CancellationTokenSource.CreateLinkedTokenSource(outer); _ = BeatAsync(stop.Token); } async Task BeatAsync(CancellationToken stop) { while (true) { await Task.Delay(900, stop); try { _socket.Send(_buffer); } catch (SocketException) { } } }")]
    [InlineData("public void Start(CancellationToken outer) { outer.Register(() => _isOpen = false); Task.Run(Beat); } void Beat() { while (_isOpen) { try { _socket.Send(_buffer); } catch (SocketException) { } } }")]
    [InlineData("readonly CancellationTokenSource _stop = new(); public IDisposable Start() { _ = BeatAsync(); return new CallDisposable(() => _stop.Cancel()); } async Task BeatAsync() { while (!_stop.IsCancellationRequested) { await Task.Delay(9); try { _socket.Send(_buffer); } catch (SocketException) { } } } record CallDisposable(Action Call) : IDisposable { public void Dispose() => Call(); }")]
    [InlineData("readonly ManualResetEvent _halt = new(false); public void Start() => new Thread(Beat).Start(); void Beat() { while (!_halt.WaitOne(900)) { try { _socket.Send(_buffer); } catch (SocketException) { } } } void Stop() => _halt.Set();")]
    // It is finite, or waited for.
    [InlineData("public void Start() => Task.Run(Beat); void Beat() { for (var i = 0; i < 9; i++) { try { _socket.Send(_buffer); } catch (SocketException) { } } }")]
    [InlineData("public void Start() => Task.Run(Beat); void Beat() { while (_beats < 9) { _beats++; try { _socket.Send(_buffer); } catch (SocketException) { } } }")]
    [InlineData("public async Task RunAsync() { await BeatAsync(); } async Task BeatAsync() { while (true) { await Task.Delay(900); try { _socket.Send(_buffer); } catch (SocketException) { } } }")]
    [InlineData("public Task RunAsync() => Task.Run(Beat); void Beat() { while (true) { try { _socket.Send(_buffer); } catch (SocketException) { } } }")]
    // The queue is completed.
    [InlineData("readonly Channel<int> _queue = Channel.CreateUnbounded<int>(); public void Start() { _ = DrainAsync(); } async Task DrainAsync() { await foreach (var one in _queue.Reader.ReadAllAsync()) { try { _socket.Send(_buffer, one, SocketFlags.None); } catch (SocketException) { } } } void Stop() => _queue.Writer.Complete();")]
    [InlineData("readonly PeriodicTimer _tick = new(TimeSpan.FromSeconds(9)); public void Start() { _ = BeatAsync(); } async Task BeatAsync() { while (await _tick.WaitForNextTickAsync()) { try { await _socket.SendAsync(_buffer); } catch (SocketException) { } } } void Stop() => _tick.Dispose();")]
    // One of many peers, which live for themselves.
    [InlineData("public void Start() { while (true) { var peer = _socket.Accept(); Task.Run(() => Serve(peer)); } } void Serve(Socket peer) { while (true) { try { peer.Receive(_buffer); } catch (SocketException) { } } }")]
    public Task LoopThatEnds_IsSilent(string members) => ReportsAsync(members + " public void Dispose() => _socket.Dispose();");

    [Theory]
    [InlineData("partial class Link : IDisposable { TcpClient _tcp = new(); public void Dispose() { _tcp.Dispose(); } } partial class Link { public void Start() { [|Task.Run(async () => { while (true) { try { await _tcp.GetStream().FlushAsync(); } catch (IOException) { } } })|]; } }")]
    [InlineData("sealed class Beat(TcpClient tcp) : IDisposable { readonly Task _beat = [|Task.Run(async () => { for (;;) { await Task.Delay(900); try { tcp.Client.Send(new byte[1]); } catch (SocketException e) { Trace.TraceError(\"{0}\", e); } } })|]; public void Dispose() => tcp.Dispose(); }")]
    [InlineData("record Link(TcpClient Tcp) : IDisposable { public void Start() => [|Task.Run(Beat)|]; void Beat() { while (true) { Thread.Sleep(5); try { Tcp.Client.Send(new byte[1]); } catch (SocketException) { } } } public void Dispose() => Tcp.Dispose(); }")]
    [InlineData("class Link : IAsyncDisposable { ClientWebSocket _ws = new(); public void Start() { _ = [|PingAsync()|]; } async Task PingAsync() { while (true) { try { await _ws.SendAsync(new byte[1], WebSocketMessageType.Text, true, default); } catch (WebSocketException) { } await Task.Delay(5); } } public async ValueTask DisposeAsync() { await _ws.CloseAsync(WebSocketCloseStatus.NormalClosure, \"\", default); _ws.Dispose(); } }")]
    [InlineData("class Client { TcpClient _tcp; NetworkStream _stream; public void Connect() { _tcp = new TcpClient(\"h\", 1); _stream = _tcp.GetStream(); var t = new Thread(KeepAlive); [|t.Start()|]; } private void KeepAlive() { while (true) { try { _stream.WriteByte(0); } catch (Exception ex) { Console.WriteLine(ex.Message); } Thread.Sleep(1000); } } public void Disconnect() { _stream.Close(); _tcp.Close(); } }")]
    [InlineData("new Link().Start(); class Link : IDisposable { UdpClient _udp = new(); public void Start() => [|Task.Run(Beat)|]; void Beat() { while (true) { Thread.Sleep(5); try { _udp.Send(new byte[1], 1); } catch (SocketException) { } } } public void Dispose() => _udp.Dispose(); }", OutputKind.ConsoleApplication)]
    [InlineData("""
        sealed class Driver : PluginHost.IDeviceDriver, IAsyncDisposable {
            private PluginHost.IStreamTransport _line;
            private readonly CancellationTokenSource _stop = new();
            public IReadOnlyList<PluginHost.Setting> Settings => [];
            public PluginHost.DriverPlan Plan(PluginHost.ISettings settings) => new();
            public async Task<PluginHost.IDeviceConnection> OpenAsync(PluginHost.IConnectionContext attempt, PluginHost.Deadline deadline) {
                _line = await attempt.Transports.ConnectAsync("h", 1, deadline);
                _ = [|BeatAsync()|];
                throw new NotSupportedException(); }
            private async Task BeatAsync() { while (!_stop.IsCancellationRequested) { await Task.Delay(900); try { await _line.Output.WriteAsync(new byte[1]); } catch (IOException) { } } }
            public async ValueTask DisposeAsync() { _stop.Dispose(); await _line.DisposeAsync(); } }
        """)]
    public Task OtherTypes_AreLookedAt(string source, OutputKind kind = OutputKind.DynamicallyLinkedLibrary) => new OutlivingLoopRule().ReportsAsync("PH0011", source, kind: kind);

    [Theory]
    [InlineData("Task.Run(() => Run(_line))", true)]
    [InlineData("Task.Run(() => Run(new Line()))", false)]
    public Task LoopOverAParameter_CountsWhereItIsTheTypesOwn(string start, bool isReported) => new OutlivingLoopRule().ReportsAsync(
        "PH0011",
        $$"""
        class Line : IDisposable { private readonly TcpClient _tcp = new(); public Task<int> ReadAsync() => null; public void Dispose() => _tcp.Dispose(); }
        class Link : IDisposable {
            private readonly Line _line = new();
            public void Start() { var task = {{(isReported ? $"[|{start}|]" : start)}}; }
            private async Task Run(Line line) { while (true) { try { await line.ReadAsync(); } catch (Exception e) { Console.WriteLine(e); } } }
            public void Dispose() => _line.Dispose(); }
        """);

    [Theory]
    // No connection, no member that ends it, a connection that is not its own, static work.
    [InlineData("class Clock : IDisposable { public void Start() => Task.Run(Tick); void Tick() { while (true) { Thread.Sleep(5); } } public void Dispose() { } }")]
    [InlineData("class Link { Socket _s; public void Start() => Task.Run(Tick); void Tick() { while (true) { try { _s.Send(new byte[1]); } catch (SocketException) { } } } }")]
    [InlineData("class Link : IDisposable { Socket _s; public Link(Socket s) { _s = s; } public void Start() => Task.Run(Tick); void Tick() { while (true) { try { _s.Send(new byte[1]); } catch (SocketException) { } } } public void Dispose() { } }")]
    [InlineData("""
        sealed class Driver : PluginHost.IDeviceDriver, IAsyncDisposable {
            private PluginHost.IStreamTransport _line;
            private readonly CancellationTokenSource _stop = new();
            public IReadOnlyList<PluginHost.Setting> Settings => [];
            public PluginHost.DriverPlan Plan(PluginHost.ISettings settings) => new();
            public async Task<PluginHost.IDeviceConnection> OpenAsync(PluginHost.IConnectionContext attempt, PluginHost.Deadline deadline) {
                _line = await attempt.Transports.ConnectAsync("h", 1, deadline);
                _ = BeatAsync();
                throw new NotSupportedException(); }
            private async Task BeatAsync() { while (!_stop.IsCancellationRequested) { await Task.Delay(900); try { await _line.Output.WriteAsync(new byte[1]); } catch (IOException) { } } }
            public async ValueTask DisposeAsync() { await _stop.CancelAsync(); await _line.DisposeAsync(); } }
        """)]
    [InlineData("static class Link { static Socket _s; public static void Start() => Task.Run(Tick); static void Tick() { while (true) { try { _s.Send(new byte[1]); } catch (SocketException) { } } } public static void Close() => _s.Dispose(); }")]
    public Task OtherTypes_AreSilent(string source) => new OutlivingLoopRule().ReportsAsync("PH0011", source);

    [Fact]
    public async Task Message_NamesTheEnd()
    {
        var found = await ReportsAsync(Beating("[|Task.Run(BeatAsync)|]") + "public void Dispose() => _socket.Dispose();");
        Assert.Equal("The loop that is started here goes on after 'Dispose': nothing there ends it", found[0].GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal(2, found[0].AdditionalLocations.Count);
    }

    [Fact]
    public async Task CodeThatDoesNotCompile_IsNoFault() => await new OutlivingLoopRule().RunAsync(
        Compiled.From(["class C : IDisposable { Socket _s; Timer _t = new(; void M( { Task.Run(; new Thread(.Start(); while ( { try { _s.Send( } catch ( } } public void Dispose() { _s.Dispose(; } }"]));

    private static string Beating(string start) => $$"""
        private CancellationTokenSource _stop = new(); private Task _loop = Task.CompletedTask;
        public void Start() => _loop = {{start}};
        private async Task BeatAsync() { while (!_stop.IsCancellationRequested) { await Task.Delay(900); try { await _socket.SendAsync(_buffer); } catch (SocketException e) { Console.WriteLine(e); } } }
        
        """;

    private static Task<IReadOnlyList<Diagnostic>> ReportsAsync(string members) => new OutlivingLoopRule().ReportsAsync("PH0011", Link + members + "}");
}
