using PluginHost.Analyzers.CodeFixes.Rules;
using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.Background;

public sealed class OutlivingLoopFixTests
{
    private const string Beat = "while (true) { await Task.Delay(900); try { _socket.Send(_buffer); } catch (SocketException) { } }";

    private const string Stopped = "while (!_stop.IsCancellationRequested) { await Task.Delay(900, _stop.Token); try { _socket.Send(_buffer); } catch (SocketException) { } }";

    private const string Source = "private readonly CancellationTokenSource _stop = new(); ";

    [Fact]
    public Task LinesAndComments_StayAsTheyAre() => FixesAsync(
        """
        sealed class Link : IAsyncDisposable
        {
            // The line.
            private readonly TcpClient _tcp = new();
            private Task _beat = Task.CompletedTask; // from Start on

            public void Start() => _beat = BeatAsync();

            public async ValueTask DisposeAsync()
            {
                // Say goodbye.
                await _tcp.GetStream().WriteAsync(new byte[1]);
                _tcp.Dispose();
            }

            private async Task BeatAsync()
            {
                // For ever.
                while (true) // or so
                {
                    await Task.Delay(900).ConfigureAwait(false); // a while
                    try
                    {
                        await _tcp.GetStream().WriteAsync(new byte[1]);
                    }
                    catch (IOException error)
                    {
                        Trace.TraceError(error.Message);
                    }
                }
            }
        }
        """,
        """
        sealed class Link : IAsyncDisposable
        {
            // The line.
            private readonly TcpClient _tcp = new();
            private Task _beat = Task.CompletedTask; // from Start on
            private readonly CancellationTokenSource _stop = new();

            public void Start() => _beat = BeatAsync();

            public async ValueTask DisposeAsync()
            {
                await _stop.CancelAsync().ConfigureAwait(false);
                // Say goodbye.
                await _tcp.GetStream().WriteAsync(new byte[1]);
                _tcp.Dispose();
                try
                {
                    await _beat.ConfigureAwait(false);
                }
                catch (OperationCanceledException)
                {
                    /* It was told to stop. */
                }
            }

            private async Task BeatAsync()
            {
                // For ever.
                while (!_stop.IsCancellationRequested) // or so
                {
                    await Task.Delay(900, _stop.Token).ConfigureAwait(false); // a while
                    try
                    {
                        await _tcp.GetStream().WriteAsync(new byte[1]);
                    }
                    catch (IOException error)
                    {
                        Trace.TraceError(error.Message);
                    }
                }
            }
        }
        """);

    [Fact]
    public Task GuardOfASource_StandsOnItsOwnLines() => FixesAsync(
        """
        sealed class Link : IDisposable
        {
            private readonly TcpClient _tcp = new();
            private readonly CancellationTokenSource _halt = new();

            public void Start() => new Thread(Beat).Start();

            public void Dispose()
            {
                _halt.Dispose();
                _tcp.Dispose();
            }

            private void Beat()
            {
                while (!_halt.IsCancellationRequested)
                {
                    try { _tcp.Client.Send(new byte[1]); } catch (SocketException) { }
                }
            }
        }
        """,
        """
        sealed class Link : IDisposable
        {
            private readonly TcpClient _tcp = new();
            private readonly CancellationTokenSource _halt = new();

            public void Start() => new Thread(Beat).Start();

            public void Dispose()
            {
                if (!_halt.IsCancellationRequested)
                {
                    _halt.Cancel();
                }
                _halt.Dispose();
                _tcp.Dispose();
            }

            private void Beat()
            {
                while (!_halt.IsCancellationRequested)
                {
                    try { _tcp.Client.Send(new byte[1]); } catch (SocketException) { }
                }
            }
        }
        """);

    [Fact]
    public Task EndOnOneLine_StaysOnIt() => FixesAsync(
        """
        sealed class Link : IDisposable
        {
            private readonly TcpClient _tcp = new();
            private CancellationTokenSource? _halt = new();

            public void Start() => new Thread(Beat).Start();

            public void Dispose() { _halt?.Dispose(); _tcp.Dispose(); }

            private void Beat()
            {
                while (!_halt.IsCancellationRequested)
                {
                    try { _tcp.Client.Send(new byte[1]); } catch (SocketException) { }
                }
            }
        }
        """,
        """
        sealed class Link : IDisposable
        {
            private readonly TcpClient _tcp = new();
            private CancellationTokenSource? _halt = new();

            public void Start() => new Thread(Beat).Start();

            public void Dispose() { if (_halt?.IsCancellationRequested == false) { _halt.Cancel(); } _halt?.Dispose(); _tcp.Dispose(); }

            private void Beat()
            {
                while (!_halt.IsCancellationRequested)
                {
                    try { _tcp.Client.Send(new byte[1]); } catch (SocketException) { }
                }
            }
        }
        """);

    [Theory]
    [InlineData("public async ValueTask DisposeAsync() { await Task.Yield(); _socket.Dispose(); }", "public async ValueTask DisposeAsync() { await _stop.CancelAsync().ConfigureAwait(false); await Task.Yield(); _socket.Dispose(); if (_loop != null) { await _loop.ConfigureAwait(false); } }")]
    [InlineData("public async ValueTask DisposeAsync() => await _socket.DisconnectAsync(false);", "public async ValueTask DisposeAsync() { await _stop.CancelAsync().ConfigureAwait(false); await _socket.DisconnectAsync(false); if (_loop != null) { await _loop.ConfigureAwait(false); } }")]
    public Task LoopThatIsKept_IsWaitedFor(string before, string after) => FixesAsync(
        $"class Link {{ Socket _socket; Task? _loop; public void Close() => _socket.Dispose(); public void Start() {{ _loop = Task.Run(Beat); }} void Beat() {{ while (true) {{ try {{ _socket.Send(new byte[1]); }} catch (Exception) {{ }} }} }} {before} }}",
        $"class Link {{ Socket _socket; Task? _loop; {Source}public void Close() => _socket.Dispose(); public void Start() {{ _loop = Task.Run(Beat); }} void Beat() {{ while (!_stop.IsCancellationRequested) {{ try {{ _socket.Send(new byte[1]); }} catch (Exception) {{ }} }} }} {after} }}");

    [Theory]
    [InlineData("public void Start() => Task.Run(BeatAsync); async Task BeatAsync() { " + Beat + " }", "public void Start() => Task.Run(BeatAsync); async Task BeatAsync() { " + Stopped + " }")]
    [InlineData("public void Start() => Task.Run(async () => { " + Beat + " });", "public void Start() => Task.Run(async () => { " + Stopped + " });")]
    // Nothing is thrown where it would end the process.
    [InlineData("public void Start() => new Thread(async () => { " + Beat + " }).Start();", "public void Start() => new Thread(async () => { while (!_stop.IsCancellationRequested) { await Task.Delay(900); try { _socket.Send(_buffer); } catch (SocketException) { } } }).Start();")]
    [InlineData("public void Start() => new Thread(Beat).Start(); void Beat() { for (;;) { try { _socket.Send(_buffer); } catch (SocketException) { } } }", "public void Start() => new Thread(Beat).Start(); void Beat() { for (; !_stop.IsCancellationRequested;) { try { _socket.Send(_buffer); } catch (SocketException) { } } }")]
    [InlineData("bool _on; bool _hot; public void Start() => new Thread(Beat).Start(); void Beat() { while (_on || _hot) { try { _socket.Send(_buffer); } catch (SocketException) { } } }", "bool _on; bool _hot; public void Start() => new Thread(Beat).Start(); void Beat() { while ((_on || _hot) && !_stop.IsCancellationRequested) { try { _socket.Send(_buffer); } catch (SocketException) { } } }")]
    // Behind this one somebody came already.
    [InlineData("public void Start() => Task.Run(Beat); int Beat() { while (true) { if (_buffer.Length > 9) break; try { _socket.Send(_buffer); } catch (SocketException) { } } return 1; }", "public void Start() => Task.Run(Beat); int Beat() { while (!_stop.IsCancellationRequested) { if (_buffer.Length > 9) break; try { _socket.Send(_buffer); } catch (SocketException) { } } return 1; }")]
    [InlineData("bool _on; public void Start() => new Thread(Beat).Start(); void Beat() { do { try { _socket.Send(_buffer); } catch (SocketException) { } } while (_on); }", "bool _on; public void Start() => new Thread(Beat).Start(); void Beat() { do { try { _socket.Send(_buffer); } catch (SocketException) { } } while (_on && !_stop.IsCancellationRequested); }")]
    public Task Loop_GetsATokenThatIsCancelled(string before, string after)
    {
        var fields = after.StartsWith("bool", StringComparison.Ordinal) ? after.LastIndexOf("bool", StringComparison.Ordinal) + (after.Contains("_hot") ? 11 : 10) : 0;
        return FixesAsync(
            Link(before, "_socket.Dispose();"),
            Link(after.Insert(fields, Source), "_stop.Cancel(); _socket.Dispose();"));
    }

    [Theory]
    [InlineData("readonly CancellationTokenSource _halt = new();", "_socket.Dispose();", "_halt.Cancel(); _socket.Dispose();")]
    [InlineData("CancellationTokenSource _halt = new();", "_socket.Dispose();", "_halt?.Cancel(); _socket.Dispose();")]
    [InlineData("readonly CancellationTokenSource _halt = new();", "_halt.Dispose(); _socket.Dispose();", "if (!_halt.IsCancellationRequested) { _halt.Cancel(); } _halt.Dispose(); _socket.Dispose();")]
    [InlineData("CancellationTokenSource? _halt = new();", "_halt?.Dispose(); _socket.Dispose();", "if (_halt?.IsCancellationRequested == false) { _halt.Cancel(); } _halt?.Dispose(); _socket.Dispose();")]
    // Another one, which only ends with the same letters.
    [InlineData("readonly CancellationTokenSource _halt = new(), b_halt = new();", "b_halt.Cancel(); /* _halt.Cancel(); */ _socket.Dispose();", "_halt.Cancel(); b_halt.Cancel(); /* _halt.Cancel(); */ _socket.Dispose();")]
    public Task SourceThatIsThere_IsCancelled(string source, string before, string after)
    {
        var members = source + " public void Start() => Task.Run(BeatAsync); async Task BeatAsync() { while (!_halt.IsCancellationRequested) { await Task.Delay(9); try { _socket.Send(_buffer); } catch (SocketException) { } } }";
        return FixesAsync(Link(members, before), Link(members, after));
    }

    [Theory]
    [InlineData("private readonly Timer _beat; public Link() { _beat = new(_ => _socket.Send(_buffer), null, 9, 9); }", "_beat.Dispose(); ")]
    [InlineData("private Timer? _beat; public void Start() { _beat = new Timer(_ => _socket.Send(_buffer), null, 9, 9); }", "_beat?.Dispose(); ")]
    [InlineData("private readonly System.Timers.Timer _beat = new(9); public void Start() { _beat.Elapsed += (_, _) => _socket.Send(_buffer); _beat.Start(); }", "_beat.Dispose(); ")]
    public Task Timer_IsStoppedFirst(string members, string added) => FixesAsync(Link(members, "_socket.Dispose();"), Link(members, added + "_socket.Dispose();"));

    [Theory]
    [InlineData("public void Dispose() => tcp.Dispose();", "public void Dispose() { _beat.Dispose(); tcp.Dispose(); }")]
    [InlineData("public async ValueTask DisposeAsync() { await Task.Yield(); tcp.Dispose(); }", "public async ValueTask DisposeAsync() { await _beat.DisposeAsync().ConfigureAwait(false); await Task.Yield(); tcp.Dispose(); }")]
    [InlineData("public ValueTask DisposeAsync() { tcp.Dispose(); return default; }", "public ValueTask DisposeAsync() { _beat.Dispose(); tcp.Dispose(); return default; }")]
    [InlineData("public void Close() { tcp.Close(); }", "public void Close() { _beat.Change(Timeout.Infinite, Timeout.Infinite); tcp.Close(); }")]
    [InlineData("public void Dispose() { Dispose(true); } protected virtual void Dispose(bool disposing) { tcp.Dispose(); }", "public void Dispose() { _beat.Dispose(); Dispose(true); } protected virtual void Dispose(bool disposing) { tcp.Dispose(); }")]
    [InlineData("public void Dispose() { tcp.Dispose(); } public async ValueTask DisposeAsync() { await Task.Yield(); tcp.Dispose(); }", "public void Dispose() { _beat.Dispose(); tcp.Dispose(); } public async ValueTask DisposeAsync() { await _beat.DisposeAsync().ConfigureAwait(false); await Task.Yield(); tcp.Dispose(); }")]
    public Task Ends_AreExtended(string before, string after) => FixesAsync(
        $"class Beat(TcpClient tcp) {{ private readonly Timer _beat = new(_ => tcp.Client.Send(new byte[1]), null, 9, 9); {before} }}",
        $"class Beat(TcpClient tcp) {{ private readonly Timer _beat = new(_ => tcp.Client.Send(new byte[1]), null, 9, 9); {after} }}");

    [Theory]
    [InlineData(RealShapesTests.Feed)]
    [InlineData(RealShapesTests.Poller)]
    [InlineData(RealShapesTests.Server)]
    public async Task WholeTypes_AreClean(string marked) =>
        Assert.Equal(1, await new OutlivingLoopRule().EachFixHoldsAsync(new OutlivingLoopFixer(), MarkedSource.Parse(marked).Code));

    [Fact]
    public Task FixAll_StopsEach() => new OutlivingLoopRule().FixesAllAsync(
        new OutlivingLoopFixer(),
        Link("public void Start() { Task.Run(OneAsync); Task.Run(TwoAsync); } async Task OneAsync() { " + Beat + " } async Task TwoAsync() { " + Beat + " }", "_socket.Dispose();"),
        Link(Source + "public void Start() { Task.Run(OneAsync); Task.Run(TwoAsync); } async Task OneAsync() { " + Stopped + " } async Task TwoAsync() { " + Stopped + " }", "_stop.Cancel(); _socket.Dispose();"));

    // It is asked for no fix by name then.
    [Fact]
    public Task FixAll_FirstFindingWithoutAFix_FixesTheOthers()
    {
        const string First = "class Beat(Socket s) : IDisposable { readonly Task _beat = Task.Run(async () => { for (;;) { await Task.Delay(900); try { s.Send(new byte[1]); } catch (SocketException) { } } }); public void Dispose() => s.Dispose(); } ";
        return new OutlivingLoopRule().FixesAllAsync(
            new OutlivingLoopFixer(),
            First + Link("public void Start() => Task.Run(OneAsync); async Task OneAsync() { " + Beat + " }", "_socket.Dispose();"),
            First + Link(Source + "public void Start() => Task.Run(OneAsync); async Task OneAsync() { " + Stopped + " }", "_stop.Cancel(); _socket.Dispose();"),
            left: 1);
    }

    [Theory]
    [InlineData("class Beat(Socket s) : IDisposable { readonly Task _beat = Task.Run(async () => { for (;;) { await Task.Delay(900); try { s.Send(new byte[1]); } catch (SocketException) { } } }); public void Dispose() => s.Dispose(); }")]
    [InlineData("class Beat(Socket s) : IDisposable { readonly BlockingCollection<byte[]> _q = new(); public void Start() => new Thread(Run).Start(); void Run() { foreach (var one in _q.GetConsumingEnumerable()) { try { s.Send(one); } catch (SocketException) { } } } public void Dispose() => s.Dispose(); }")]
    // Nothing is returned behind it.
    [InlineData("class Beat(Socket s) : IDisposable { public void Start() { _ = BeatAsync(); } async Task<int> BeatAsync() { while (true) { await Task.Delay(900); try { s.Send(new byte[1]); } catch (SocketException) { } } } public void Dispose() => s.Dispose(); }")]
    [InlineData("class Beat(Socket s) : IDisposable { public void Start() => Task.Run(Run); int Run() { for (;;) { try { s.Send(new byte[1]); } catch (SocketException) { } } } public void Dispose() => s.Dispose(); }")]
    public Task OtherShapes_AreOfferedNoFix(string source) => new OutlivingLoopRule().OffersNoFixAsync(new OutlivingLoopFixer(), source);

    private static Task FixesAsync(string before, string after) => new OutlivingLoopRule().FixesAsync(new OutlivingLoopFixer(), before, after);

    private static string Link(string members, string end) =>
        $"class Link : IDisposable {{ readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp); readonly byte[] _buffer = new byte[9]; {members} public void Dispose() {{ {end} }} }}";
}
