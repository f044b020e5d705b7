using Microsoft.CodeAnalysis;
using PluginHost.Analyzers.CodeFixes.Rules;
using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.DroppedConnections;

public sealed class DroppedConnectionFixTests
{
    private const string Open = "public void Open() { _tcp = _tcp ?? new TcpClient(\"h\", 1); }";

    [Theory]
    [InlineData("_tcp = null;", "Interlocked.Exchange(ref _tcp, null)?.Dispose();")]
    [InlineData("this._tcp = default;", "Interlocked.Exchange(ref this._tcp, default)?.Dispose();")]
    [InlineData("_tcp = new TcpClient();", "Interlocked.Exchange(ref _tcp, new TcpClient())?.Dispose();")]
    [InlineData("_tcp = new();", "Interlocked.Exchange(ref _tcp, new())?.Dispose();")]
    [InlineData("_tcp = new TcpClient { NoDelay = _tcp!.NoDelay };", "Interlocked.Exchange(ref _tcp, new TcpClient { NoDelay = _tcp!.NoDelay })?.Dispose();")]
    [InlineData("Interlocked.Exchange(ref _tcp, null);", "Interlocked.Exchange(ref _tcp, null)?.Dispose();")]
    [InlineData("_ = Interlocked.Exchange(ref _tcp, new TcpClient());", "Interlocked.Exchange(ref _tcp, new TcpClient())?.Dispose();")]
    [InlineData("if (_tcp != null) _tcp = null;", "if (_tcp != null) Interlocked.Exchange(ref _tcp, null)?.Dispose();")]
    [InlineData("_tcp /* the old */ = /* for now */ null /* again */;", "Interlocked.Exchange(ref _tcp /* the old */, /* for now */ null)?.Dispose() /* again */;")]
    [InlineData("Make(out _tcp);", "_tcp?.Dispose(); Make(out _tcp);")]
    [InlineData("if (Environment.HasShutdownStarted) { Make(out _tcp); }", "if (Environment.HasShutdownStarted) { _tcp?.Dispose(); Make(out _tcp); }")]
    public Task Field_IsExchangedAndDisposed(string before, string after) => FixesAsync(before, after);

    [Fact]
    public Task CommentsAndLines_StayWhereTheyAre() => new ConnectionLifecycleRule().FixesAsync(
        new DroppedConnectionFixer(),
        """
        sealed class Client
        {
            private TcpClient? _tcp;
            public void Open()
            {
                // What was there is stale by now.
                _tcp = // made anew
                    new TcpClient // fresh
                    {
                        NoDelay = true,
                    }; // until the next time

                /* now */ _tcp.Connect("h", 1);
            }
            public void Reopen() => Open();
        }
        """,
        """
        sealed class Client
        {
            private TcpClient? _tcp;
            public void Open()
            {
                // What was there is stale by now.
                Interlocked.Exchange(ref _tcp, // made anew
                    new TcpClient // fresh
                    {
                        NoDelay = true,
                    })?.Dispose(); // until the next time

                /* now */ _tcp.Connect("h", 1);
            }
            public void Reopen() => Open();
        }
        """);

    [Theory]
    [InlineData("public void Stop() => _tcp = null;", "public void Stop() => Interlocked.Exchange(ref _tcp, null)?.Dispose();")]
    [InlineData("public Action Stop() => () => _tcp = null;", "public Action Stop() => () => Interlocked.Exchange(ref _tcp, null)?.Dispose();")]
    [InlineData("public async Task StopAsync() => _tcp = await MakeAsync();", "public async Task StopAsync() => Interlocked.Exchange(ref _tcp, await MakeAsync())?.Dispose();")]
    [InlineData("public void Stop() { Now(); void Now() => _tcp = null; }", "public void Stop() { Now(); void Now() => Interlocked.Exchange(ref _tcp, null)?.Dispose(); }")]
    public Task ExpressionBody_StaysOne(string before, string after) => new ConnectionLifecycleRule().FixesAsync(
        new DroppedConnectionFixer(), Client(before), Client(after));

    [Theory]
    [InlineData("public TcpClient Open2() => _tcp = new TcpClient();")]
    [InlineData("public Func<TcpClient> Open2() => () => _tcp = new TcpClient();")]
    [InlineData("public void Open2() { var tcp = _tcp = new TcpClient(); tcp.Connect(\"h\", 1); }")]
    [InlineData("public TcpClient? Tcp { get => _tcp; set => _tcp = value; }")]
    public Task ValueThatIsUsedOrMayBeTheSame_IsOfferedNoFix(string source) =>
        new ConnectionLifecycleRule().OffersNoFixAsync(new DroppedConnectionFixer(), Client(source));

    [Fact]
    public Task AsyncMethod_AwaitsTheDisposal() => new ConnectionLifecycleRule().FixesAsync(
        new DroppedConnectionFixer(),
        """
        sealed class Dsp
        {
            private NamedPipeClientStream? _pipe;
            public async Task OpenAsync() { _pipe ??= new NamedPipeClientStream("dsp"); await _pipe.ConnectAsync(); }
            public async Task StopAsync(NamedPipeClientStream? oldPipe)
            {
                await Task.Yield();
                // Nobody reads from it any more.
                _pipe = null; // gone
                Console.WriteLine(oldPipe);
            }
        }
        """,
        """
        sealed class Dsp
        {
            private NamedPipeClientStream? _pipe;
            public async Task OpenAsync() { _pipe ??= new NamedPipeClientStream("dsp"); await _pipe.ConnectAsync(); }
            public async Task StopAsync(NamedPipeClientStream? oldPipe)
            {
                await Task.Yield();
                // Nobody reads from it any more.
                var oldPipe2 = _pipe;
                _pipe = null; // gone
                if (oldPipe2 is not null)
                {
                    await oldPipe2.DisposeAsync().ConfigureAwait(false);
                }
                Console.WriteLine(oldPipe);
            }
        }
        """);

    [Theory]
    [InlineData(
        "_pipe = new NamedPipeClientStream(\"b\");",
        "var oldPipe = Interlocked.Exchange(ref _pipe, new NamedPipeClientStream(\"b\")); if (oldPipe is not null) { await oldPipe.DisposeAsync().ConfigureAwait(false); }")]
    [InlineData(
        "Interlocked.Exchange(ref _pipe, null);",
        "var oldPipe = Interlocked.Exchange(ref _pipe, null); if (oldPipe is not null) { await oldPipe.DisposeAsync().ConfigureAwait(false); }")]
    [InlineData(
        "_pipe = await MakeAsync();",
        "var oldPipe = Interlocked.Exchange(ref _pipe, await MakeAsync()); if (oldPipe is not null) { await oldPipe.DisposeAsync().ConfigureAwait(false); }")]
    [InlineData("lock (_gate) { _pipe = null; }", "lock (_gate) { Interlocked.Exchange(ref _pipe, null)?.Dispose(); }")]
    [InlineData("Action drop = () => { _pipe = null; }; drop();", "Action drop = () => { Interlocked.Exchange(ref _pipe, null)?.Dispose(); }; drop();")]
    public Task AsyncMethod_AwaitsWhereItMay(string before, string after) => new ConnectionLifecycleRule().FixesAsync(
        new DroppedConnectionFixer(), Dsp(before), Dsp(after));

    [Fact]
    public Task EmbeddedStatement_BecomesABlock() => new ConnectionLifecycleRule().FixesAsync(
        new DroppedConnectionFixer(),
        """
        sealed class Client
        {
            public TcpClient? Tcp { get; private set; }
            public void Open() { Tcp ??= new TcpClient("h", 1); }
            public void Stop(bool now)
            {
                if (now)
                    Tcp = null;
            }
        }
        """,
        """
        sealed class Client
        {
            public TcpClient? Tcp { get; private set; }
            public void Open() { Tcp ??= new TcpClient("h", 1); }
            public void Stop(bool now)
            {
                if (now)
                {
                    Tcp?.Dispose();
                    Tcp = null;
                }
            }
        }
        """);

    [Theory]
    [InlineData("Tcp = null;", "Tcp?.Dispose(); Tcp = null;")]
    [InlineData("Tcp = new TcpClient();", "var oldTcp = Tcp; Tcp = new TcpClient(); oldTcp?.Dispose();")]
    public Task Property_IsDisposedBesideTheWrite(string before, string after) => new ConnectionLifecycleRule().FixesAsync(
        new DroppedConnectionFixer(), Property(before), Property(after));

    [Fact]
    public Task PortThatTwoCannotHave_IsGivenBackFirst() => new ConnectionLifecycleRule().FixesAsync(
        new DroppedConnectionFixer(),
        "sealed class Beacon { private UdpClient _udp = new(5000); void Restart() { _udp = new UdpClient(5000); } }",
        "sealed class Beacon { private UdpClient _udp = new(5000); void Restart() { _udp?.Dispose(); _udp = new UdpClient(5000); } }");

    [Fact]
    public Task TypeWithoutDispose_IsStopped() => new ConnectionLifecycleRule().FixesAsync(
        new DroppedConnectionFixer(),
        OldListener + "sealed class Server { private TcpListener? _listener; public void Start() { _listener ??= new TcpListener(1); } public void Stop() { _listener = null; } }",
        OldListener + "sealed class Server { private TcpListener? _listener; public void Start() { _listener ??= new TcpListener(1); } public void Stop() { Interlocked.Exchange(ref _listener, null)?.Stop(); } }");

    [Theory]
    [InlineData("_tcp = null;", "Close();", "public void Close() { _tcp?.Close(); _tcp = null; }")]
    [InlineData("_tcp = null;", "Close(); _tcp = null;", "public void Close() { _tcp?.Close(); }")]
    [InlineData("_tcp = new TcpClient();", "Close(); _tcp = new TcpClient();", "public void Close() { if (_tcp == null) { return; } _tcp.Close(); _tcp = null; }")]
    public Task ClosingMethod_IsCalledInstead(string before, string after, string close) => new ConnectionLifecycleRule().FixesAsync(
        new DroppedConnectionFixer(), Client($"{close} public void Lose() {{ {before} }}"), Client($"{close} public void Lose() {{ {after} }}"), titleContains: "Close()");

    [Fact]
    public Task ClosingMethodThatGivesATask_IsAwaited() => new ConnectionLifecycleRule().FixesAsync(
        new DroppedConnectionFixer(),
        Client("public async Task CloseAsync(int code = 0) { await Task.Yield(); _tcp?.Close(); _tcp = null; } public async Task LoseAsync() { await Task.Yield(); _tcp = null; }"),
        Client("public async Task CloseAsync(int code = 0) { await Task.Yield(); _tcp?.Close(); _tcp = null; } public async Task LoseAsync() { await Task.Yield(); await CloseAsync().ConfigureAwait(false); }"),
        titleContains: "CloseAsync()");

    [Fact]
    public Task SeveralInOneMethod_GetNamesOfTheirOwn() => new ConnectionLifecycleRule().FixesAllAsync(
        new DroppedConnectionFixer(),
        """
        sealed class Dsp
        {
            private NamedPipeClientStream? _pipe;
            private TcpClient? _tcp;
            public void Open() { _pipe ??= new NamedPipeClientStream("dsp"); _tcp ??= new TcpClient(); }
            public async Task StopAsync()
            {
                await Task.Yield();
                _tcp = null;
                _pipe = null;
                _pipe = new NamedPipeClientStream("b");
                _pipe = null;
            }
        }
        """,
        """
        sealed class Dsp
        {
            private NamedPipeClientStream? _pipe;
            private TcpClient? _tcp;
            public void Open() { _pipe ??= new NamedPipeClientStream("dsp"); _tcp ??= new TcpClient(); }
            public async Task StopAsync()
            {
                await Task.Yield();
                Interlocked.Exchange(ref _tcp, null)?.Dispose();
                var oldPipe = _pipe;
                _pipe = null;
                if (oldPipe is not null)
                {
                    await oldPipe.DisposeAsync().ConfigureAwait(false);
                }
                _pipe = new NamedPipeClientStream("b");
                var oldPipe2 = _pipe;
                _pipe = null;
                if (oldPipe2 is not null)
                {
                    await oldPipe2.DisposeAsync().ConfigureAwait(false);
                }
            }
        }
        """);

    [Fact]
    public Task TwoThatCloseTheSameWay_CallTheClosingMethodByFixAll() => new ConnectionLifecycleRule().FixesAllAsync(
        new DroppedConnectionFixer(),
        Client("public void Close() { _tcp?.Close(); _tcp = null; } public void Lose() { _tcp = null; } public void Fail() { _tcp = new TcpClient(); }"),
        Client("public void Close() { _tcp?.Close(); _tcp = null; } public void Lose() { Close(); } public void Fail() { Close(); _tcp = new TcpClient(); }"),
        titleContains: "Close()");

    [Fact]
    public Task LambdaInsideAWriteOfItsOwn_IsFixedWithIt() => new ConnectionLifecycleRule().FixesAllAsync(
        new DroppedConnectionFixer(),
        "sealed class Client { private Timer? _timer; private TcpClient? _tcp; public void Restart() { _tcp ??= new TcpClient(); _timer = new Timer(_ => { _tcp = null; }); } }",
        "sealed class Client { private Timer? _timer; private TcpClient? _tcp; public void Restart() { _tcp ??= new TcpClient(); Interlocked.Exchange(ref _timer, new Timer(_ => { Interlocked.Exchange(ref _tcp, null)?.Dispose(); }))?.Dispose(); } }");

    [Fact]
    public Task MissingUsing_IsAdded() => new ConnectionLifecycleRule().FixesAsync(
        new DroppedConnectionFixer(),
        """
        // A licence.
        using System.Net.Sockets;

        sealed class Client
        {
            private TcpClient? _tcp;
            public void Open() { _tcp = _tcp ?? new TcpClient("h", 1); }
            public void Lose() { _tcp = null; }
        }
        """,
        """
        // A licence.
        using System.Net.Sockets;
        using System.Threading;

        sealed class Client
        {
            private TcpClient? _tcp;
            public void Open() { _tcp = _tcp ?? new TcpClient("h", 1); }
            public void Lose() { Interlocked.Exchange(ref _tcp, null)?.Dispose(); }
        }
        """,
        usings: "");

    [Fact]
    public Task UsingThatWouldMakeANameAmbiguous_IsNotAdded() => new ConnectionLifecycleRule().FixesAsync(
        new DroppedConnectionFixer(),
        """
        using System.Net.Sockets;
        using System.Timers;

        sealed class Client
        {
            private TcpClient? _tcp;
            private readonly Timer _beat = new();
            public void Open() { _beat.Start(); _tcp = _tcp ?? new TcpClient("h", 1); }
            public void Lose() { _tcp = null; }
        }
        """,
        """
        using System.Net.Sockets;
        using System.Timers;

        sealed class Client
        {
            private TcpClient? _tcp;
            private readonly Timer _beat = new();
            public void Open() { _beat.Start(); _tcp = _tcp ?? new TcpClient("h", 1); }
            public void Lose() { System.Threading.Interlocked.Exchange(ref _tcp, null)?.Dispose(); }
        }
        """,
        usings: "");

    [Theory]
    [InlineData("private TcpClient? _tcp; public void Open() { _tcp ??= new TcpClient(); } public void Lose() { _tcp = null; _tcp?.Close(); }")]
    [InlineData("private TcpClient _tcp = new(); public void Lose() { _tcp = null!; }")]
    [InlineData("private TcpClient _tcp = new(); public void Lose() { _tcp = new TcpClient(); _tcp.Close(); }")]
    [InlineData("private Stream _pipe = new NamedPipeClientStream(\"a\"); public async Task Lose() { await Task.Yield(); _pipe = new NamedPipeClientStream(\"b\"); }")]
    [InlineData("private NamedPipeClientStream? _pipe; public void Open() { _pipe ??= new(\"a\"); } public async Task Lose() { await Task.Yield(); _pipe = null; }")]
    [InlineData("public TcpClient Tcp { get; private set; } = new(); public void Lose() { Tcp = new TcpClient(); Tcp.Close(); }")]
    [InlineData("private static TcpClient? s_tcp; public static void Open() { s_tcp ??= new(); } public static Action Lose() => () => s_tcp = null;")]
    public async Task Nullability_StaysWithoutWarnings(string members)
    {
        var fixedSource = await new ConnectionLifecycleRule().FixAsync(new DroppedConnectionFixer(), $"#nullable enable\nclass Client {{ {members} }}");
        Assert.DoesNotContain(Compiled.From([fixedSource]).GetDiagnostics(TestContext.Current.CancellationToken), one => one.Severity == DiagnosticSeverity.Warning && one.Id.StartsWith("CS8", StringComparison.Ordinal));
    }

    [Fact]
    public Task SwitchSection_KeepsItsShape() => new ConnectionLifecycleRule().FixesAsync(
        new DroppedConnectionFixer(),
        "class Client\n{\n    public TcpClient? Tcp { get; set; }\n    void Open() { Tcp ??= new TcpClient(); }\n    void On(int code)\n    {\n        switch (code)\n        {\n            case 1:\n"
            + "                // stale\n                Tcp = new TcpClient(); // fresh\n                break;\n        }\n    }\n}",
        "class Client\n{\n    public TcpClient? Tcp { get; set; }\n    void Open() { Tcp ??= new TcpClient(); }\n    void On(int code)\n    {\n        switch (code)\n        {\n            case 1:\n"
            + "                // stale\n                var oldTcp = Tcp;\n                Tcp = new TcpClient(); // fresh\n                oldTcp?.Dispose();\n                break;\n        }\n    }\n}");

    [Fact]
    public async Task CarriageReturns_AreKept()
    {
        var source = "class Dsp\r\n{\r\n    NamedPipeClientStream? _pipe;\r\n    void Open() { _pipe ??= new(\"a\"); }\r\n    async Task StopAsync()\r\n    {\r\n        await Task.Yield();\r\n        _pipe = null;\r\n    }\r\n}\r\n";
        var fixedSource = await new ConnectionLifecycleRule().FixAsync(new DroppedConnectionFixer(), source);
        Assert.Equal(fixedSource.Count(one => one == '\n'), fixedSource.Split("\r\n").Length - 1);
        Assert.Contains("        if (oldPipe is not null)\r\n        {\r\n            await oldPipe.DisposeAsync().ConfigureAwait(false);\r\n        }\r\n    }", fixedSource, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public void Close() { if (Environment.HasShutdownStarted) { return; } _tcp?.Close(); }")]
    [InlineData("public void Close() { if (Environment.HasShutdownStarted) { _tcp?.Close(); } }")]
    [InlineData("public void Close() { Lose(); _tcp?.Close(); }")]
    [InlineData("public void Close(int code) { _tcp?.Close(); }")]
    [InlineData("public void Dispose() { _tcp?.Close(); }")]
    public Task MethodThatMayNotClose_IsNotOffered(string close) => new ConnectionLifecycleRule().OffersOnlyAsync(
        new DroppedConnectionFixer(), Client($"{close} public void Lose() {{ _tcp = null; }}"), "Dispose what '_tcp' held");

    [Fact]
    public Task ClosingMethodsOfTheOptions_AreOffered() => new ConnectionLifecycleRule().OffersOnlyAsync(
        new DroppedConnectionFixer(), Client("public void Hangup() { _tcp?.Close(); } public void Lose() { _tcp = null; }"), "Dispose what '_tcp' held", "Call Hangup() first");

    private const string OldListener = "namespace System.Net.Sockets { public class TcpListener { public TcpListener(int port) { } public void Stop() { } } }\n";

    private static Task FixesAsync(string before, string after) => new ConnectionLifecycleRule().FixesAsync(
        new DroppedConnectionFixer(), Client($"public void Lose() {{ {before} }}"), Client($"public void Lose() {{ {after} }}"));

    private static string Client(string members) => $$"""
        sealed class Client
        {
            private TcpClient? _tcp;
            {{Open}}
            {{members}}
            private static void Make(out TcpClient tcp) => tcp = new TcpClient();
            private static async Task<TcpClient> MakeAsync() { var tcp = new TcpClient(); await tcp.ConnectAsync("h", 1); return tcp; }
        }
        """;

    private static string Dsp(string body) => $$"""
        sealed class Dsp
        {
            private readonly object _gate = new();
            private NamedPipeClientStream? _pipe;
            public void Open() { _pipe ??= new NamedPipeClientStream("dsp"); }
            public async Task LoseAsync() { await Task.Yield(); {{body}} }
            private static async Task<NamedPipeClientStream> MakeAsync() { await Task.Yield(); return new NamedPipeClientStream("c"); }
        }
        """;

    private static string Property(string body) => $$"""
        sealed class Client
        {
            public TcpClient? Tcp { get; private set; }
            public void Open() { Tcp ??= new TcpClient("h", 1); }
            public void Lose() { {{body}} }
        }
        """;
}
