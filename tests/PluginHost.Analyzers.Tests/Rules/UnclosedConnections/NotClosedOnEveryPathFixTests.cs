using PluginHost.Analyzers.CodeFixes.Rules;
using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.UnclosedConnections;

public sealed class NotClosedOnEveryPathFixTests
{
    [Theory]
    [InlineData(
        "void F(EndPoint to, byte[] b) { var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Connect(to); s.Send(b); }",
        "void F(EndPoint to, byte[] b) { using var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Connect(to); s.Send(b); }")]
    [InlineData(
        "void F(EndPoint to, byte[] b) { var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Connect(to); s.Send(b); s.Close(); }",
        "void F(EndPoint to, byte[] b) { using var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Connect(to); s.Send(b); }")]
    [InlineData(
        "bool F(string p) { HttpListener http = new(); http.Prefixes.Add(p); if (!HttpListener.IsSupported) return false; http.Close(); return true; }",
        "bool F(string p) { using HttpListener http = new(); http.Prefixes.Add(p); if (!HttpListener.IsSupported) return false; http.Close(); return true; }")]
    [InlineData(
        "async Task F(byte[] b) { var pipe = new NamedPipeClientStream(\"amp\"); await pipe.ConnectAsync(); await pipe.WriteAsync(b); }",
        "async Task F(byte[] b) { await using var pipe = new NamedPipeClientStream(\"amp\"); await pipe.ConnectAsync(); await pipe.WriteAsync(b); }")]
    [InlineData(
        "async Task F(byte[] b) { var udp = new UdpClient(0); await udp.SendAsync(b, b.Length); }",
        "async Task F(byte[] b) { using var udp = new UdpClient(0); await udp.SendAsync(b, b.Length); }")]
    [InlineData(
        "void F(byte[] b) { var pipe = new NamedPipeClientStream(\"amp\"); pipe.Connect(); pipe.Write(b, 0, 1); }",
        "void F(byte[] b) { using var pipe = new NamedPipeClientStream(\"amp\"); pipe.Connect(); pipe.Write(b, 0, 1); }")]
    [InlineData(
        "async Task<string> F(HttpClient http) { var answer = await http.GetAsync(\"/\", HttpCompletionOption.ResponseHeadersRead); if (!answer.IsSuccessStatusCode) { return \"\"; } return await answer.Content.ReadAsStringAsync(); }",
        "async Task<string> F(HttpClient http) { using var answer = await http.GetAsync(\"/\", HttpCompletionOption.ResponseHeadersRead); if (!answer.IsSuccessStatusCode) { return \"\"; } return await answer.Content.ReadAsStringAsync(); }")]
    [InlineData(
        "void F(CancellationToken ct) { var linked = CancellationTokenSource.CreateLinkedTokenSource(ct); linked.Token.WaitHandle.WaitOne(); }",
        "void F(CancellationToken ct) { using var linked = CancellationTokenSource.CreateLinkedTokenSource(ct); linked.Token.WaitHandle.WaitOne(); }")]
    [InlineData(
        "async Task F(TcpListener l) { while (true) { var c = await l.AcceptTcpClientAsync().ConfigureAwait(false); if (c.Connected) { continue; } c.Close(); } }",
        "async Task F(TcpListener l) { while (true) { using var c = await l.AcceptTcpClientAsync().ConfigureAwait(false); if (c.Connected) { continue; } } }")]
    [InlineData(
        "void F(string host) { var reader = new StreamReader(new TcpClient(host, 1).GetStream()); reader.ReadLine(); }",
        "void F(string host) { using var reader = new StreamReader(new TcpClient(host, 1).GetStream()); reader.ReadLine(); }")]
    [InlineData(
        "async Task<bool> F(string host) { var tcp = new TcpClient(); var connecting = tcp.ConnectAsync(host, 1); return await Task.WhenAny(connecting, Task.Delay(5)) == connecting; }",
        "async Task<bool> F(string host) { using var tcp = new TcpClient(); var connecting = tcp.ConnectAsync(host, 1); return await Task.WhenAny(connecting, Task.Delay(5)) == connecting; }")]
    [InlineData(
        "Action F(EndPoint e) => () => { var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Bind(e); };",
        "Action F(EndPoint e) => () => { using var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Bind(e); };")]
    public Task Variable_IsDeclaredWithUsing(string before, string after) => FixesAsync(before, after);

    [Theory]
    [InlineData("void F() { new TcpClient(\"h\", 1); }", "void F() { new TcpClient(\"h\", 1).Dispose(); }")]
    [InlineData("void F(TcpListener l) { if (l.Pending()) l.AcceptSocket(); }", "void F(TcpListener l) { if (l.Pending()) l.AcceptSocket().Dispose(); }")]
    [InlineData("void F(TcpListener l) { _ = l.AcceptSocket(); /* not now */ }", "void F(TcpListener l) { l.AcceptSocket().Dispose(); /* not now */ }")]
    [InlineData("async Task F(TcpListener l) { await l.AcceptTcpClientAsync(); }", "async Task F(TcpListener l) { (await l.AcceptTcpClientAsync()).Dispose(); }")]
    [InlineData(
        "async Task F(HttpClient response) { await response.GetAsync(\"/\", HttpCompletionOption.ResponseHeadersRead); }",
        "async Task F(HttpClient response) { using var answer = await response.GetAsync(\"/\", HttpCompletionOption.ResponseHeadersRead); }")]
    public Task DroppedResult_IsClosed(string before, string after) => FixesAsync(before, after);

    [Theory]
    [InlineData("void F(int n) { var timer = new Timer(_ => { }, null, 0, 10); Console.WriteLine(n); }")]
    [InlineData("void F() { new Timer(_ => { }, null, 0, 10); }")]
    [InlineData("Task<string> F(string url) { var http = new HttpClient(); return http.GetStringAsync(url); }")]
    [InlineData("void F(string host) { var tcp = new TcpClient(); _ = tcp.ConnectAsync(host, 1); }")]
    [InlineData("CancellationToken F(CancellationToken ct) { var linked = CancellationTokenSource.CreateLinkedTokenSource(ct); return linked.Token; }")]
    [InlineData("Socket? F(EndPoint to) { var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Bind(to); if (s.Available > 1) { return null; } return s; }")]
    [InlineData("void F(bool own, Socket given, EndPoint to) { var s = own ? new Socket(SocketType.Stream, ProtocolType.Tcp) : given; s.Connect(to); }")]
    public Task WhatMayLiveLonger_IsOfferedNoFix(string source) => new ConnectionLifecycleRule().OffersNoFixAsync(new UnclosedConnectionFixer(), Class(source));

    [Fact]
    public Task VariableOfAnOuterBlock_IsClosedInFinally() => new ConnectionLifecycleRule().FixesAsync(
        new UnclosedConnectionFixer(),
        """
        class Meter
        {
            string Read(EndPoint meter)
            {
                Socket socket; // the meter's
                var buffer = new byte[9];

                // It is slow to answer.
                if (buffer.Length > 3)
                {
                    socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                    socket.Connect(meter);
                }
                else
                {
                    return "";
                }

                var length = socket.Receive(buffer,
                    SocketFlags.None);
                socket.Close(); // done
                return $"{length}";
            }
        }
        """,
        """
        class Meter
        {
            string Read(EndPoint meter)
            {
                Socket? socket = null; // the meter's
                try
                {
                    var buffer = new byte[9];

                    // It is slow to answer.
                    if (buffer.Length > 3)
                    {
                        socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                        socket.Connect(meter);
                    }
                    else
                    {
                        return "";
                    }

                    var length = socket.Receive(buffer,
                        SocketFlags.None);
                    socket.Close(); // done
                    return $"{length}";
                }
                finally
                {
                    socket?.Dispose();
                }
            }
        }
        """);

    [Fact]
    public Task TryThatHasNoFinally_GetsOne() => new ConnectionLifecycleRule().FixesAsync(
        new UnclosedConnectionFixer(),
        """
        class Meter
        {
            void Ask(EndPoint meter)
            {
                Socket? socket = null;
                try
                {
                    socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                    socket.Connect(meter);
                    socket.Close();
                }
                catch (SocketException e)
                {
                    Console.Error.WriteLine(e);
                } // tried
            }
        }
        """,
        """
        class Meter
        {
            void Ask(EndPoint meter)
            {
                Socket? socket = null;
                try
                {
                    socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                    socket.Connect(meter);
                    socket.Close();
                }
                catch (SocketException e)
                {
                    Console.Error.WriteLine(e);
                } // tried
                finally
                {
                    socket?.Dispose();
                }
            }
        }
        """);

    [Fact]
    public Task VariableThatIsWrittenAgainOrStandsInASwitch_IsClosedInFinally() => new ConnectionLifecycleRule().FixesAllAsync(
        new UnclosedConnectionFixer(),
        """
        class Meter
        {
            void Ask(EndPoint meter, int kind)
            {
                switch (kind)
                {
                    case 1:
                        var tcp = new TcpClient();

                        // Over TCP.
                        tcp.Connect((IPEndPoint)meter);
                        break;
                    default:
                        var udp = new UdpClient(0);
                        udp.Send(new byte[1], 1);
                        udp.Close();
                        udp = null;
                        break;
                }
            }
        }
        """,
        """
        class Meter
        {
            void Ask(EndPoint meter, int kind)
            {
                switch (kind)
                {
                    case 1:
                        var tcp = new TcpClient();

                        try
                        {
                            // Over TCP.
                            tcp.Connect((IPEndPoint)meter);
                            break;
                        }
                        finally
                        {
                            tcp.Dispose();
                        }
                    default:
                        var udp = new UdpClient(0);
                        try
                        {
                            udp.Send(new byte[1], 1);
                            udp.Close();
                            udp = null;
                            break;
                        }
                        finally
                        {
                            udp?.Dispose();
                        }
                }
            }
        }
        """);

    [Fact]
    public Task AllAtOnce_KeepCommentsAndLines() => new ConnectionLifecycleRule().FixesAllAsync(
        new UnclosedConnectionFixer(),
        """
        class Meter
        {
            async Task AskAsync(EndPoint meter, HttpClient http)
            {
                // First the meter,
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp); // over TCP
                await socket.ConnectAsync(meter);

                /* then the pipe, */ var pipe = new NamedPipeClientStream(
                    ".", // here
                    "amp");
                await pipe.ConnectAsync();

                // and nothing at last.
                await http.GetAsync("/", HttpCompletionOption.ResponseHeadersRead); // gone
                pipe.Dispose(); // again
            }
        }
        """,
        """
        class Meter
        {
            async Task AskAsync(EndPoint meter, HttpClient http)
            {
                // First the meter,
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp); // over TCP
                await socket.ConnectAsync(meter);

                /* then the pipe, */ await using var pipe = new NamedPipeClientStream(
                    ".", // here
                    "amp");
                await pipe.ConnectAsync();

                // and nothing at last.
                using var response = await http.GetAsync("/", HttpCompletionOption.ResponseHeadersRead); // gone
                pipe.Dispose(); // again
            }
        }
        """);

    private static Task FixesAsync(string before, string after) => new ConnectionLifecycleRule().FixesAsync(new UnclosedConnectionFixer(), Class(before), Class(after));

    private static string Class(string member) => $"class Meter\n{{\n    {member}\n}}";
}
