namespace PluginHost.Analyzers.Tests.Rules.Forms;

/// <summary>One sample or two for each rule: one that blocks, one that awaits.</summary>
internal static class RuleSamples
{
    private const string Answer = """
        static readonly byte[] _question = new byte[4];
        static readonly byte[] _answer = new byte[64];
        """;

    public static IReadOnlyList<RuleSample> All { get; } =
    [
        new("PH0001", "TcpClient? _client;", "[|_client = null|];", "_client?.Close(); _client = null;")
        {
            Members = """public void Open(string host) { _client = new TcpClient(host, 502); }""",
        },
        new("PH0001", "TcpClient? _client;", "for (var i = 0; i < 3; i++) { [|_client = new TcpClient()|]; await _client.ConnectAsync(\"h\", 502); }", "for (var i = 0; i < 3; i++) { _client?.Dispose(); _client = new TcpClient(); await _client.ConnectAsync(\"h\", 502); }")
        {
            Members = """public void Close() { _client?.Dispose(); }""",
        },
        new("PH0002", "StreamReader _reader = null!;",
            """
            var (answer, chunk) = (new StringBuilder(), new char[4096]);
            for (var i = 0; i < 256; i++)
            {
                var n = await [|_reader.ReadAsync(chunk, 0, chunk.Length).WaitAsync(TimeSpan.FromSeconds(10))|];
                answer.Append(chunk, 0, n);
                if (answer[^1] == '}') break;
            }
            """,
            """
            var (answer, chunk) = (new StringBuilder(), new char[4096]);
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            for (var i = 0; i < 256; i++)
            {
                var n = await _reader.ReadAsync(chunk.AsMemory(), limit.Token);
                answer.Append(chunk, 0, n);
                if (answer[^1] == '}') break;
            }
            """),
        new("PH0003", "TcpClient _tcp = null!;",
            "try { _tcp.Client.Shutdown(SocketShutdown.Both); _tcp.Close(); } [|catch|] (SocketException) { }",
            "try { _tcp.Client.Shutdown(SocketShutdown.Both); } catch (SocketException error) { Trace.TraceWarning(\"{0}\", error); } finally { _tcp.Close(); }"),
        new("PH0004", "TcpClient? _tcp;",
            "if (_tcp != null) { return; } _tcp = new TcpClient(); await _tcp.ConnectAsync(\"h\", 23); await [|_tcp.GetStream().WriteAsync(new byte[4])|];",
            "if (_tcp != null) { return; } _tcp = new TcpClient(); try { await _tcp.ConnectAsync(\"h\", 23); await _tcp.GetStream().WriteAsync(new byte[4]); } catch { _tcp.Dispose(); _tcp = null; throw; }")
        {
            Members = "public void Close() { _tcp?.Dispose(); }",
        },
        new("PH0005", "", Limited("await [|_tcp.GetStream().ReadAsync(_answer, limit.Token)|];"), Limited("try { await _tcp.GetStream().ReadAsync(_answer, limit.Token); } catch (OperationCanceledException) { _tcp.Close(); throw; }"))
        {
            Members = "readonly TcpClient _tcp = new(\"h\", 23); " + Answer + " public void Close() { _tcp.Dispose(); }",
        },
        new("PH0006", "EndPoint _to = null!;\n" + Answer,
            "var socket = new Socket(SocketType.Stream, ProtocolType.Tcp); socket.Connect(_to); socket.Send(_question); [|socket.Shutdown(SocketShutdown.Both)|];",
            "using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp); socket.Connect(_to); socket.Send(_question); socket.Shutdown(SocketShutdown.Both);"),
        new("PH0007", Answer,
            "var udp = [|new UdpClient()|]; udp.Send(_question, 4, \"h\", 9); if (_answer[0] == 0) { return; } udp.Close();",
            "using var udp = new UdpClient(); udp.Send(_question, 4, \"h\", 9); if (_answer[0] == 0) { return; } udp.Close();"),
        new("PH0007", Answer,
            "var tcp = [|new TcpClient()|]; await tcp.ConnectAsync(\"h\", 9); await tcp.GetStream().WriteAsync(_question);",
            "using var tcp = new TcpClient(); await tcp.ConnectAsync(\"h\", 9); await tcp.GetStream().WriteAsync(_question);"),
        new("PH0008", "UdpClient _udp = null!;\nCancellationToken _stop = default;",
            "using var limit = [|new CancellationTokenSource(TimeSpan.FromMinutes(5))|]; while (!_stop.IsCancellationRequested) { Console.WriteLine((await _udp.ReceiveAsync(limit.Token)).Buffer.Length); }",
            "while (!_stop.IsCancellationRequested) { using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5)); Console.WriteLine((await _udp.ReceiveAsync(limit.Token)).Buffer.Length); }"),
        new("PH0009", "string _host = null!;\nAction<string> _publish = null!;\nCancellationToken _stop = default;",
            "using var client = [|new TcpClient(_host, 514)|]; using var reader = new StreamReader(client.GetStream()); while (!_stop.IsCancellationRequested) { if (await reader.ReadLineAsync() is not { } line) { break; } _publish(line); }",
            "using var client = new TcpClient(_host, 514); client.Client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true); using var reader = new StreamReader(client.GetStream()); while (!_stop.IsCancellationRequested) { if (await reader.ReadLineAsync() is not { } line) { break; } _publish(line); }"),
        new("PH0010", "string _host = null!;\nCancellationToken _stop = default;",
            "while (!_stop.IsCancellationRequested) { try { using var tcp = new TcpClient(); [|tcp.Connect(_host, 9)|]; tcp.GetStream().WriteByte(1); } catch (SocketException error) { Trace.TraceWarning(\"{0}\", error); } }",
            "while (!_stop.IsCancellationRequested) { try { using var tcp = new TcpClient(); tcp.Connect(_host, 9); tcp.GetStream().WriteByte(1); } catch (SocketException error) { Trace.TraceWarning(\"{0}\", error); Thread.Sleep(5000); } }"),
        new("PH0011", "", "_ = [|Task.Run(BeatAsync)|];", "_ = Task.Run(BeatAsync);")
        {
            Members = Beating("true", ""),
            CleanMembers = Beating("!_stop.IsCancellationRequested", "_stop.Cancel();"),
        },
        new("PH0012", "",
            "await [|_gate.WaitAsync()|]; await _tcp.GetStream().WriteAsync(_question); _gate.Release();",
            "await _gate.WaitAsync(); try { await _tcp.GetStream().WriteAsync(_question); } finally { _gate.Release(); }")
        {
            Members = "readonly SemaphoreSlim _gate = new(1); TcpClient _tcp = null!; " + Answer,
        },
        new("PH0013", "", "_udp.Send(_question);", "_udp.Send(_question);")
        {
            Members = "readonly UdpClient [|_udp|] = new(0); " + Answer,
            CleanMembers = "readonly UdpClient _udp = new(0); " + Answer + " public void Hangup() { _udp.Close(); }",
        },
    ];

    private static string Limited(string read) =>
        "using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(2)); await _tcp.GetStream().WriteAsync(_question, limit.Token); " + read;

    private static string Beating(string condition, string stop) => $$"""
        readonly TcpClient _tcp = new("h", 23);
        readonly CancellationTokenSource _stop = new();
        public void Close() { {{stop}} _tcp.Dispose(); }
        async Task BeatAsync() { while ({{condition}}) { await Task.Delay(5000); try { await _tcp.GetStream().WriteAsync(new byte[1]); } catch (IOException error) { Trace.TraceError("{0}", error); } } }
        """;
}
