using Microsoft.CodeAnalysis;
using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.Reconnects;

public sealed class HotReconnectTests
{
    [Theory]
    [InlineData("""
        class Serving(Socket socket, ILogger log)
        {
            public async Task RunAsync(EndPoint to, CancellationToken ct)
            {
                while (!ct.IsCancellationRequested)
                {
                    try
                    {
                        await [|socket.ConnectAsync(to, ct)|];
                        await ReceiveLoopAsync(ct);
                    }
                    catch (OperationCanceledException) { break; }
                    catch (Exception ex)
                    {
                        log.LogWarning(ex, "connection lost");
                    }
                }
            }

            private async Task ReceiveLoopAsync(CancellationToken ct)
            {
                var buffer = new byte[10];
                while (await socket.ReceiveAsync(buffer, SocketFlags.None, ct) > 0) { }
            }
        }
        """)]
    [InlineData("""
        class SuccessOnly
        {
            private volatile bool _run = true;
            public void Loop()
            {
                while (_run)
                {
                    try
                    {
                        using (var client = [|new TcpClient("device", 4001)|])
                        {
                            Use(client);
                        }

                        Thread.Sleep(5000);
                    }
                    catch (SocketException e) { Console.WriteLine(e.Message); continue; }
                    Thread.Sleep(1000);
                }
            }

            private static void Use(TcpClient client) => client.GetStream().ReadByte();
        }
        """)]
    [InlineData("""
        partial class Device { private TcpClient _client; private bool _stopped; }
        partial class Device
        {
            public async Task WorkAsync()
            {
                for (;;)
                {
                    if (_stopped) return;
                    try { if (_client == null) await [|OpenAsync()|]; Read(); }
                    catch (Exception error) { Trace.TraceError("{0}", error); _client = null; }
                }
            }

            private void Read() => _client.GetStream().ReadByte();

            private async Task OpenAsync()
            {
                var client = new TcpClient();
                await client.ConnectAsync("device", 23);
                _client = client;
            }
        }
        """)]
    [InlineData("""
        class TooShort(ClientWebSocket socket)
        {
            private const int Pause = 100;
            public async Task RunAsync(Uri uri, CancellationToken ct)
            {
                while (true)
                {
                    try { await [|socket.ConnectAsync(uri, ct)|]; return; }
                    catch (WebSocketException) { await Task.Delay(Pause, ct); }
                }
            }

            public async Task YieldAsync(Uri uri, CancellationToken ct)
            {
                while (!ct.IsCancellationRequested)
                {
                    try { await [|socket.ConnectAsync(uri, ct)|]; break; }
                    catch (WebSocketException) { await Task.Yield(); }
                }
            }
        }
        """)]
    [InlineData("""
        class Recursive(DbConnection connection, ILogger log)
        {
            public async Task ConnectAsync()
            {
                try { await connection.OpenAsync(); }
                catch (Exception ex)
                {
                    log.LogError(ex, "again");
                    await [|ConnectAsync()|];
                }
            }

            private void Open()
            {
                try { connection.Open(); }
                catch (DbException) { [|Reconnect()|]; }
            }

            private void Reconnect()
            {
                connection.Close();
                Open();
            }
        }
        """)]
    [InlineData("""
        class Jumping
        {
            public Socket Dial(EndPoint to)
            {
            retry:
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                try { socket.Connect(to); return socket; }
                catch (SocketException) { socket.Dispose(); [|goto retry;|] }
            }
        }
        """)]
    [InlineData("""
        class Counted(Socket socket)
        {
            public void Dial(EndPoint to)
            {
                for (var i = 0; i < 10; i++)
                {
                    try { [|socket.Connect(to)|]; break; }
                    catch (SocketException) { }
                }
            }
        }
        """)]
    [InlineData("""
        class Telling(TcpClient client)
        {
            public void Start() { while (![|TryConnect()|]) { } }
            private bool TryConnect()
            {
                try { client.Connect("device", 1); return true; }
                catch (SocketException) { return false; }
            }
        }
        """)]
    [InlineData("""
        class Events(HttpClient http, Action<string> publish, ILogger log)
        {
            public async Task FollowAsync(string url, CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    try
                    {
                        using var reader = new StreamReader(await [|http.GetStreamAsync(url, stop)|]);
                        while (await reader.ReadLineAsync(stop) is { } line) publish(line);
                    }
                    catch (HttpRequestException error) { log.LogWarning(error, "lost"); }
                    catch (IOException error) { log.LogWarning(error, "lost"); }
                }
            }
        }
        """)]
    [InlineData("""
        class Started(IHub hub)
        {
            private Thread _thread;
            private bool _connected;
            public void Start()
            {
                _thread = new Thread(() =>
                {
                    while (!_connected)
                    {
                        try { [|hub.Connect()|]; _connected = true; }
                        catch (Exception) { _connected = false; }
                    }
                });
                _thread.Start();
            }
        }
        interface IHub { void Connect(); }
        """)]
    [InlineData("""
        record Link(string Host)
        {
            public async Task KeepAsync(CancellationToken stop)
            {
                async Task AgainAsync()
                {
                    do
                    {
                        try { using var pipe = new NamedPipeClientStream(Host); await [|pipe.ConnectAsync(stop)|]; pipe.ReadByte(); }
                        catch (IOException) when (!stop.IsCancellationRequested) { Console.WriteLine("again"); }
                    }
                    while (!stop.IsCancellationRequested);
                }

                await AgainAsync();
            }
        }
        """)]
    [InlineData("""
        class Nested(Socket socket, ILogger log)
        {
            public async Task RunAsync(EndPoint to, CancellationToken stop)
            {
                try
                {
                    while (true)
                    {
                        stop.ThrowIfCancellationRequested();
                        try
                        {
                            try { await [|socket.ConnectAsync(to)|]; }
                            catch (SocketException ex) { log.LogDebug(ex, "no"); throw; }
                            Console.WriteLine("connected");
                            await Task.Delay(1000, stop);
                        }
                        catch (Exception ex) when (ex is not OperationCanceledException) { log.LogWarning(ex, "lost"); }
                        finally { socket.Close(); }
                    }
                }
                catch (OperationCanceledException) { }
            }
        }
        """)]
    [InlineData("""
        sealed class Connection(PluginHost.ITransports transports) : PluginHost.IDeviceConnection
        {
            public Task ExecuteAsync(PluginHost.CommandBatch commands, PluginHost.Deadline deadline) => Task.CompletedTask;
            public ValueTask DisposeAsync() => default;
            private readonly TcpClient _own = new();
            public async Task ListenAsync(CancellationToken stop)
            {
                while (!stop.IsCancellationRequested)
                {
                    try { await [|_own.ConnectAsync("device", 7, stop)|]; _own.GetStream().ReadByte(); }
                    catch (SocketException) { _own.Close(); }
                }
            }
        }
        """)]
    public Task Retry_WithoutAPause_IsReported(string source) => new HotReconnectRule().ReportsAsync("PH0010", source);

    [Fact]
    public Task TopLevelStatements_WithoutAPause_AreReported() => new HotReconnectRule().ReportsAsync(
        "PH0010",
        """
        while (true)
        {
            try { using var client = new TcpClient(); await [|client.ConnectAsync("device", 1)|]; client.GetStream().ReadByte(); }
            catch (Exception error) { Console.Error.WriteLine(error); }
        }
        """,
        kind: OutputKind.ConsoleApplication);

    [Theory]
    [InlineData("dotnet_code_quality.PH0010.min_delay", "00:00:05", 2000, 100, true)]
    [InlineData("dotnet_code_quality.PH.min_delay", "00:00:00.05", 100, 100, false)]
    [InlineData("dotnet_code_quality.PH0010.max_immediate_attempts", "10", 0, 10, false)]
    [InlineData("dotnet_code_quality.PH0010.max_immediate_attempts", "9", 0, 10, true)]
    public Task Options_MoveTheBounds(string key, string value, int delay, int tries, bool isReported) => new HotReconnectRule().ReportsAsync(
        "PH0010",
        $$"""
        class Counted(Socket socket)
        {
            public void Dial(EndPoint to)
            {
                for (var i = 0; i < {{tries}}; i++)
                {
                    try { {{(isReported ? "[|socket.Connect(to)|]" : "socket.Connect(to)")}}; break; }
                    catch (SocketException) { Thread.Sleep({{delay}}); }
                }
            }
        }
        """,
        new Dictionary<string, string> { [key] = value });

    [Fact]
    public async Task Message_SaysWhichHandler()
    {
        var found = await new HotReconnectRule().ReportsAsync(
            "PH0010",
            """
            class C
            {
                void M(Socket socket, EndPoint to)
                {
                    while (true)
                    {
                        try { [|socket.Connect(to)|]; return; }
                        catch (SocketException) { }
                    }
                }
            }
            """);
        Assert.Equal("When this fails it is tried again, and on the way back by the handler in line 8 nothing waits for 500 ms", found[0].GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(2, found[0].AdditionalLocations.Count);
    }

    [Fact]
    public async Task CodeThatDoesNotCompile_IsNoFault() => await new HotReconnectRule().RunAsync(Compiled.From(
        ["class C { void M(Socket s) { while (!x.) { try { s.Connect(; } catch (Foo e) when ( { goto ; } finally { M(s } } while (!TryConnect( { } try { s.Connect(e); } catch { M(; goto no; } } }"]));
}
