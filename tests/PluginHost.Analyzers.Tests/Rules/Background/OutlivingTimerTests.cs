using System.Globalization;
using Microsoft.CodeAnalysis;
using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.Background;

public sealed class OutlivingTimerTests
{
    [Theory]
    [InlineData("private readonly Timer _beat; public Link() { _beat = [|new Timer(_ => Ping(), null, 900, 900)|]; } public void Dispose() => _socket.Dispose();")]
    [InlineData("private Timer _beat; public void Start() { _beat = [|new Timer(Tick, null, TimeSpan.Zero, TimeSpan.FromSeconds(5))|]; } void Tick(object state) => Ping(); public void Dispose() { _socket.Close(); }")]
    [InlineData("private readonly Timer _beat; public Link() { _beat = [|new(_ => Ping(), null, Timeout.Infinite, 900)|]; } public void Start() => _beat.Change(0, 900); public void Dispose() => _socket.Dispose();")]
    [InlineData("private readonly System.Timers.Timer _beat = [|new(900)|]; public void Start() { _beat.Elapsed += (_, _) => Ping(); _beat.Start(); } public void Dispose() => _socket.Dispose();")]
    [InlineData("private System.Timers.Timer _beat; public void Start() { _beat = [|new System.Timers.Timer { Interval = 900, Enabled = true }|]; _beat.Elapsed += OnElapsed; } void OnElapsed(object s, System.Timers.ElapsedEventArgs e) => Ping(); public void Dispose() => _socket.Dispose();")]
    [InlineData("private Timer Beat { get; set; } public void Start() => Beat = [|new Timer(_ => Ping(), null, 0, 5)|]; public void Dispose() => _socket.Dispose();")]
    [InlineData("private Timer _beat; public void Start() { _beat = [|new Timer(_ => Ping(), null, 0, 5)|]; } public void Dispose() { if (_beat != null) { _socket.Dispose(); } }")]
    [InlineData("private Timer _beat; public void Start() { _beat = [|new Timer(_ => Ping(), null, 0, 5)|]; } public void Dispose() { if (_beat is not null) { _socket.Dispose(); } }")]
    [InlineData("private Timer _beat; public void Start() { _beat = [|new Timer(_ => Ping(), null, 0, 5)|]; } public void Dispose() { if (_beat is { }) { _socket.Dispose(); } }")]
    [InlineData("private readonly Timer _beat; public Link() { _beat = [|new Timer(_ => Ping(), null, 5, 5)|]; } public async Task StopAsync() { await _socket.DisconnectAsync(false); } public void Dispose() => _socket.Dispose();")]
    public Task TimerThatNothingStops_IsReported(string members) => ReportsAsync(members);

    [Theory]
    [InlineData("private readonly Timer _beat; public Link() { _beat = new Timer(_ => Ping(), null, 900, 900); } public void Dispose() { _beat.Dispose(); _socket.Dispose(); }")]
    [InlineData("private Timer? _beat; public void Start() { _beat = new Timer(_ => Ping(), null, 900, 900); } public void Dispose() { _socket.Dispose(); _beat?.Dispose(); }")]
    [InlineData("private readonly Timer _beat; public Link() { _beat = new Timer(_ => Ping(), null, 900, 900); } public void Dispose() { StopBeat(); _socket.Dispose(); } void StopBeat() => _beat.Change(Timeout.Infinite, Timeout.Infinite);")]
    [InlineData("private Timer? _beat; public void Start() { _beat = new Timer(_ => Ping(), null, 900, 900); } public void Dispose() { Interlocked.Exchange(ref _beat, null)?.Dispose(); _socket.Dispose(); }")]
    [InlineData("private readonly System.Timers.Timer _beat = new(900); public void Start() { _beat.Elapsed += (_, _) => Ping(); _beat.Start(); } public void Dispose() { _beat.Stop(); _socket.Dispose(); }")]
    [InlineData("private readonly System.Timers.Timer _beat = new(900); public void Start() { _beat.Elapsed += (_, _) => Ping(); _beat.Enabled = true; } public void Dispose() { _beat.Enabled = false; _socket.Dispose(); }")]
    [InlineData("private Timer? _beat; public void Start() { _beat = new Timer(_ => Ping(), null, 900, 900); } public void Dispose() { if (_beat is { } beat) { beat.Dispose(); } _socket.Dispose(); }")]
    [InlineData("private Timer? _beat; public void Start() { _beat = new Timer(_ => Ping(), null, 900, 900); } public void Dispose() { _socket.Dispose(); if (_beat is Timer beat) beat.Dispose(); }")]
    [InlineData("private Timer? _beat; public void Start() { _beat = new Timer(_ => Ping(), null, 900, 900); } public void Dispose() { _socket.Dispose(); if (_beat is not { } beat) { return; } beat.Dispose(); }")]
    [InlineData("private System.Timers.Timer? _beat; public void Start() { _beat = new(900); _beat.Start(); } public void Dispose() { if (_beat is { Enabled: true } beat) beat.Stop(); _socket.Dispose(); }")]
    // Once only, or never begun.
    [InlineData("private readonly Timer _once; public Link() { _once = new Timer(_ => Ping(), null, 900, Timeout.Infinite); } public void Dispose() => _socket.Dispose();")]
    [InlineData("private readonly Timer _once; public Link() { _once = new Timer(_ => Ping(), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan); } public void Dispose() => _socket.Dispose();")]
    [InlineData("private readonly System.Timers.Timer _once = new(900) { AutoReset = false }; public void Start() => _once.Start(); public void Dispose() => _socket.Dispose();")]
    [InlineData("private readonly System.Timers.Timer _never = new(900); public void Dispose() => _socket.Dispose();")]
    // It ends itself, or sees that all is closed.
    [InlineData("private Timer _beat; private bool _closed; public void Start() { _beat = new Timer(_ => { if (_closed) { _beat.Dispose(); return; } Ping(); }, null, 0, 5); } public void Dispose() { _closed = true; _socket.Dispose(); }")]
    [InlineData("private Timer _beat; public void Start() { _beat = new Timer(_ => { try { Ping(); } catch (SocketException) { _beat.Change(-1, -1); } }, null, 0, 5); } public void Dispose() { _socket.Dispose(); }")]
    [InlineData("private Timer? _watchdog; public void Start() { _watchdog = new Timer(_ => { if (!_socket.Connected) { _socket.Connect(\"h\", 1); } }, null, 0, 5); } public void Dispose() { _socket.Dispose(); }")]
    // Somebody else's, or one that somebody else may stop.
    [InlineData("private readonly Timer _beat; public Link(Timer beat) { _beat = beat; } public void Dispose() => _socket.Dispose();")]
    [InlineData("private Timer _beat; public Timer Start() { _beat = new Timer(_ => Ping(), null, 0, 5); return _beat; } public void Dispose() => _socket.Dispose();")]
    [InlineData("private readonly List<IDisposable> _all = new(); private Timer _beat; public void Start() { _beat = new Timer(_ => Ping(), null, 0, 5); _all.Add(_beat); } public void Dispose() { foreach (var one in _all) one.Dispose(); _socket.Dispose(); }")]
    [InlineData("public Timer Beat; public void Start() { Beat = new Timer(_ => Ping(), null, 0, 5); } public void Dispose() => _socket.Dispose();")]
    public Task TimerThatEnds_IsSilent(string members) => ReportsAsync(members);

    [Theory]
    [InlineData("sealed class Beat(TcpClient tcp) : IDisposable { readonly Timer _beat = [|new(_ => tcp.Client.Send(new byte[1]), null, 900, 900)|]; public void Dispose() => tcp.Dispose(); }")]
    [InlineData("partial record Beat(TcpClient Tcp) : IDisposable { public void Dispose() => Tcp.Dispose(); } partial record Beat { Timer _beat; public void Start() => _beat = [|new(_ => Tcp.Client.Send(new byte[1]), null, 900, 900)|]; }")]
    [InlineData("""
        sealed class Driver : PluginHost.IDeviceDriver, IAsyncDisposable {
            private PluginHost.IStreamTransport _line;
            private Timer? _beat;
            public IReadOnlyList<PluginHost.Setting> Settings => [];
            public PluginHost.DriverPlan Plan(PluginHost.ISettings settings) => new();
            public async Task<PluginHost.IDeviceConnection> OpenAsync(PluginHost.IConnectionContext attempt, PluginHost.Deadline deadline) {
                _line = await attempt.Transports.ConnectAsync("h", 1, deadline);
                _beat = [|new Timer(_ => _line.Output.Complete(), null, 0, 900)|];
                throw new NotSupportedException(); }
            public ValueTask DisposeAsync() => _line.DisposeAsync(); }
        """)]
    public Task OtherTypes_AreLookedAt(string source) => new OutlivingLoopRule().ReportsAsync("PH0011", source);

    [Theory]
    [InlineData("")]
    [InlineData("_beat.Dispose(); ")]
    public Task MemberThatAnOptionNames_IsAnEnd(string stop) => new OutlivingLoopRule().ReportsAsync(
        "PH0011",
        $"class Beat(TcpClient tcp) {{ readonly Timer _beat = {(stop == "" ? "[|new(_ => tcp.Client.Send(new byte[1]), null, 9, 9)|]" : "new(_ => tcp.Client.Send(new byte[1]), null, 9, 9)")}; public void Farewell() {{ {stop}tcp.Close(); }} }}",
        new Dictionary<string, string> { ["dotnet_code_quality.PH.closing_method_names"] = "Farewell" });

    [Fact]
    public async Task Message_NamesTheTimer()
    {
        var found = await ReportsAsync("private readonly Timer _beat; public Link() { _beat = [|new Timer(_ => Ping(), null, 900, 900)|]; } public void Dispose() => _socket.Dispose();");
        Assert.Equal("The timer '_beat' goes on after 'Dispose': nothing there stops it", found[0].GetMessage(CultureInfo.InvariantCulture));
        Assert.Single(found[0].AdditionalLocations);
    }

    private static Task<IReadOnlyList<Diagnostic>> ReportsAsync(string members) => new OutlivingLoopRule().ReportsAsync(
        "PH0011",
        $$"""
        class Link : IDisposable
        {
            private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);
            private void Ping() => _socket.Send(new byte[1]);
            {{members}}
        }
        """);
}
