using PluginHost.Analyzers.CodeFixes.Rules;
using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.Background;

/// <summary>What ends with one connection must run again with the next.</summary>
public sealed class LoopOfEachConnectionFixTests
{
    private const string Send = "try { _socket.Send(_buffer); } catch (SocketException) { }";

    private const string Source = "private CancellationTokenSource _stop = new(); ";

    [Fact]
    public Task Source_IsMadeByEachStart() => FixesAsync(
        """
        public sealed class Line
        {
            private TcpClient _tcp;
            private Task _beat;

            public async Task ConnectAsync()
            {
                _tcp = new TcpClient();
                await _tcp.ConnectAsync("device", 502);
                // Keeps it open.
                _beat = BeatAsync();
            }

            public void Disconnect()
            {
                _tcp.Close();
            }

            private async Task BeatAsync()
            {
                await Task.Yield();
                // Until it ends.
                while (true)
                {
                    await Task.Delay(900);
                    try { await _tcp.GetStream().WriteAsync(new byte[1]); } catch (IOException) { }
                }
            }
        }
        """,
        """
        public sealed class Line
        {
            private TcpClient _tcp;
            private Task _beat;
            private CancellationTokenSource _stop = new();

            public async Task ConnectAsync()
            {
                _tcp = new TcpClient();
                await _tcp.ConnectAsync("device", 502);
                // Keeps it open.
                _stop = new();
                _beat = BeatAsync();
            }

            public void Disconnect()
            {
                _stop.Cancel();
                _tcp.Close();
            }

            private async Task BeatAsync()
            {
                await Task.Yield();
                // Until it ends.
                var stop = _stop.Token;
                while (!stop.IsCancellationRequested)
                {
                    await Task.Delay(900, stop);
                    try { await _tcp.GetStream().WriteAsync(new byte[1]); } catch (IOException) { }
                }
            }
        }
        """);

    [Theory]
    [InlineData(
        "public void Start() => Task.Run(Beat); void Beat() { while (true) { " + Send + " } }",
        "public void Start() { _stop = new(); Task.Run(Beat); } void Beat() { var stop = _stop.Token; while (!stop.IsCancellationRequested) { " + Send + " } }")]
    [InlineData(
        "public void Start() { Task.Run(() => { for (;;) { " + Send + " } }); }",
        "public void Start() { _stop = new(); var stop = _stop.Token; Task.Run(() => { for (; !stop.IsCancellationRequested;) { " + Send + " } }); }")]
    [InlineData(
        "Thread _t; public void Start(bool stop) { _t = new Thread(Beat); _t.Start(); } void Beat() { do { " + Send + " } while (true); }",
        "Thread _t; public void Start(bool stop) { _t = new Thread(Beat); _stop = new(); _t.Start(); } void Beat() { var stop = _stop.Token; do { " + Send + " } while (!stop.IsCancellationRequested); }")]
    // The flag is never set again.
    [InlineData(
        "bool _run = true; public void Start() { Task.Run(Beat); } void Beat() { while (_run) { " + Send + " } }",
        "bool _run = true; public void Start() { _stop = new(); Task.Run(Beat); } void Beat() { var stop = _stop.Token; while (_run && !stop.IsCancellationRequested) { " + Send + " } }")]
    public Task Loop_GetsTheTokenOfItsStart(string before, string after) => FixesAsync(
        Link(before, "_socket.Close();"),
        Link(after.Insert(FieldsIn(after), Source), "_stop.Cancel(); _socket.Close();"));

    [Theory]
    [InlineData("bool _run; public void Start() { _run = true; Task.Run(Beat); } void Beat() { while (_run) { " + Send + " } }", "Close", "_run = false;")]
    [InlineData("bool _halted; public void Start() { if (!_halted) return; this._halted = false; Task.Run(Beat); } void Beat() { while (!this._halted) { " + Send + " } }", "Close", "this._halted = true;")]
    [InlineData("bool _run = true; public void Start() { Task.Run(Beat); } void Beat() { do { " + Send + " } while (_run); }", "Dispose", "_run = false;")]
    [InlineData("bool _gone; public void Start() { Task.Run(Beat); } void Beat() { for (; !_gone;) { " + Send + " } }", "Dispose", "_gone = true;")]
    public Task FlagOfTheLoop_IsSet(string members, string end, string stop) => FixesAsync(Link(members, "_socket.Close();", end), Link(members, stop + " _socket.Close();", end));

    [Theory]
    // Each pass of the constructor is one of another object.
    [InlineData(
        "public Link() { Task.Run(Beat); } void Beat() { while (true) { " + Send + " } }",
        "private readonly CancellationTokenSource _stop = new(); public Link() { Task.Run(Beat); } void Beat() { while (!_stop.IsCancellationRequested) { " + Send + " } }",
        "_stop.Cancel(); ")]
    [InlineData(
        "CancellationTokenSource _halt; public void Start() { _halt = new(); Task.Run(Beat); } void Beat() { while (!_halt.IsCancellationRequested) { " + Send + " } }",
        "CancellationTokenSource _halt; public void Start() { _halt = new(); Task.Run(Beat); } void Beat() { while (!_halt.IsCancellationRequested) { " + Send + " } }",
        "_halt?.Cancel(); ")]
    // The end asks the flag too.
    [InlineData(
        "bool _run = true; public Link() { Task.Run(Beat); } void Beat() { while (_run) { " + Send + " } }",
        "bool _run = true; private readonly CancellationTokenSource _stop = new(); public Link() { Task.Run(Beat); } void Beat() { while (_run && !_stop.IsCancellationRequested) { " + Send + " } }",
        "_stop.Cancel(); ",
        "if (_run) { _socket.Send(_buffer); } ")]
    public Task WhatNeedsNoNewSource_IsCancelled(string before, string after, string stop, string rest = "") =>
        FixesAsync(Link(before, rest + "_socket.Close();"), Link(after, stop + rest + "_socket.Close();"));

    [Fact]
    public Task FixAll_EachLoopHasItsOwnSource() => new OutlivingLoopRule().FixesAllAsync(
        new OutlivingLoopFixer(),
        Link("public Link() { Task.Run(Zero); } public void Start() { Task.Run(One); Task.Run(Two); } void Zero() { while (true) { " + Send + " } } void One() { while (true) { " + Send + " } } void Two() { while (true) { " + Send + " } }", "_socket.Close();"),
        Link(
            "private readonly CancellationTokenSource _stop = new(); private CancellationTokenSource _stopping = new(); private CancellationTokenSource _stop2 = new(); "
            + "public Link() { Task.Run(Zero); } public void Start() { _stopping = new(); Task.Run(One); _stop2 = new(); Task.Run(Two); } void Zero() { while (!_stop.IsCancellationRequested) { " + Send + " } } "
            + "void One() { var stop = _stopping.Token; while (!stop.IsCancellationRequested) { " + Send + " } } void Two() { var stop = _stop2.Token; while (!stop.IsCancellationRequested) { " + Send + " } }",
            "_stop2.Cancel(); _stopping.Cancel(); _stop.Cancel(); _socket.Close();"));

    [Theory]
    // Cancelled for good, started from elsewhere too, and a start that has no place before it.
    [InlineData("readonly CancellationTokenSource _halt = new(); public void Start() { Task.Run(Beat); } void Beat() { while (!_halt.IsCancellationRequested) { " + Send + " } }")]
    [InlineData("CancellationTokenSource _halt = new(); public void Start() { Task.Run(Beat); } void Beat() { while (!_halt.IsCancellationRequested) { " + Send + " } }")]
    [InlineData("public void Start() { Task.Run(Beat); } public void StartAgain() { Task.Run(Beat); } void Beat() { while (true) { " + Send + " } }")]
    [InlineData("public bool On { set => Task.Run(Beat); } void Beat() { while (true) { " + Send + " } }")]
    public Task OtherShapes_AreOfferedNoFix(string members) => new OutlivingLoopRule().OffersNoFixAsync(new OutlivingLoopFixer(), Link(members, "_socket.Close();"));

    private static int FieldsIn(string members) => members.StartsWith("public", StringComparison.Ordinal) ? 0 : members.IndexOf("public", StringComparison.Ordinal);

    // By all rules: the new source must not become a finding of another.
    private static Task FixesAsync(string before, string after) => new ConnectionAnalyzer().FixesAsync(new OutlivingLoopFixer(), before, after);

    private static string Link(string members, string rest, string end = "Close") =>
        $"class Link {{ readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp); readonly byte[] _buffer = new byte[9]; {members} public void {end}() {{ {rest} }} }}";
}
