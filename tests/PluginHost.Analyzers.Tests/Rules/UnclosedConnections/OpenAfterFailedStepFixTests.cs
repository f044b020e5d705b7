using PluginHost.Analyzers.CodeFixes.Rules;
using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.UnclosedConnections;

public sealed class OpenAfterFailedStepFixTests
{
    [Theory]
    [InlineData(
        "Socket F(EndPoint to) { var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Connect(to); return s; }",
        "Socket F(EndPoint to) { var s = new Socket(SocketType.Stream, ProtocolType.Tcp); try { s.Connect(to); return s; } catch { s.Dispose(); throw; } }")]
    [InlineData(
        "async Task<Stream> F() { var pipe = new NamedPipeClientStream(\"amp\"); await pipe.ConnectAsync(); return pipe; }",
        "async Task<Stream> F() { var pipe = new NamedPipeClientStream(\"amp\"); try { await pipe.ConnectAsync(); return pipe; } catch { await pipe.DisposeAsync().ConfigureAwait(false); throw; } }")]
    [InlineData(
        "static async Task<DbConnection> F(DbProviderFactory factory) { var db = factory.CreateConnection(); await db!.OpenAsync(); return db; }",
        "static async Task<DbConnection> F(DbProviderFactory factory) { var db = factory.CreateConnection(); try { await db!.OpenAsync(); return db; } catch { await db.DisposeAsync().ConfigureAwait(false); throw; } }")]
    [InlineData(
        "bool F(EndPoint to, out Socket? s) { var made = new Socket(SocketType.Stream, ProtocolType.Tcp); try { made.Connect(to); s = made; return true; } catch (SocketException) { s = null; return false; } }",
        "bool F(EndPoint to, out Socket? s) { var made = new Socket(SocketType.Stream, ProtocolType.Tcp); try { try { made.Connect(to); s = made; return true; } catch { made.Dispose(); throw; } } catch (SocketException) { s = null; return false; } }")]
    [InlineData(
        "Socket F(EndPoint to, Socket s) { s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Connect(to); return s; }",
        "Socket F(EndPoint to, Socket s) { s = new Socket(SocketType.Stream, ProtocolType.Tcp); try { s.Connect(to); return s; } catch { s.Dispose(); throw; } }")]
    [InlineData(
        "async Task<Stream> F(string host) { var tcp = new TcpClient(); await tcp.ConnectAsync(host, 443); var tls = new SslStream(tcp.GetStream()); await tls.AuthenticateAsClientAsync(host); return tls; }",
        "async Task<Stream> F(string host) { var tcp = new TcpClient(); try { await tcp.ConnectAsync(host, 443); var tls = new SslStream(tcp.GetStream()); await tls.AuthenticateAsClientAsync(host); return tls; } catch { tcp.Dispose(); throw; } }")]
    [InlineData(
        "Socket F(EndPoint to) { Socket s; if (to.AddressFamily == AddressFamily.InterNetworkV6) { s = new Socket(SocketType.Dgram, ProtocolType.Udp); } else { s = new Socket(SocketType.Stream, ProtocolType.Tcp); } s.Connect(to); return s; }",
        "Socket F(EndPoint to) { Socket? s = null; try { if (to.AddressFamily == AddressFamily.InterNetworkV6) { s = new Socket(SocketType.Dgram, ProtocolType.Udp); } else { s = new Socket(SocketType.Stream, ProtocolType.Tcp); } s.Connect(to); return s; } catch { s?.Dispose(); throw; } }")]
    [InlineData(
        "Func<EndPoint, Socket> F() => to => { var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Connect(to); return s; };",
        "Func<EndPoint, Socket> F() => to => { var s = new Socket(SocketType.Stream, ProtocolType.Tcp); try { s.Connect(to); return s; } catch { s.Dispose(); throw; } };")]
    public Task Variable_IsClosedInTheHandler(string before, string after) => new ConnectionLifecycleRule().FixesAllAsync(
        new OpenAfterFailedStepFixer(), $"class Dialer {{\n    {before}\n}}", $"class Dialer {{\n    {after}\n}}");

    [Theory]
    [InlineData(
        "public void Close() { _tcp?.Dispose(); _tcp = null; }",
        "_tcp = new TcpClient(); await _tcp.ConnectAsync(host, 1); await _tcp.GetStream().WriteAsync(new byte[3]);",
        "_tcp = new TcpClient(); try { await _tcp.ConnectAsync(host, 1); await _tcp.GetStream().WriteAsync(new byte[3]); } catch { Close(); throw; }")]
    [InlineData(
        "public void Dispose() => _tcp?.Dispose();",
        "_tcp = new TcpClient(); await _tcp.ConnectAsync(host, 1); await _tcp.GetStream().WriteAsync(new byte[3]);",
        "_tcp = new TcpClient(); try { await _tcp.ConnectAsync(host, 1); await _tcp.GetStream().WriteAsync(new byte[3]); } catch { _tcp.Dispose(); _tcp = null; throw; }")]
    [InlineData(
        "public void Dispose() => _tcp?.Dispose();",
        "if (_tcp is null) { _tcp = new TcpClient(); await _tcp.ConnectAsync(host, 1); } await _tcp.GetStream().WriteAsync(new byte[3]);",
        "try { if (_tcp is null) { _tcp = new TcpClient(); await _tcp.ConnectAsync(host, 1); } await _tcp.GetStream().WriteAsync(new byte[3]); } catch { _tcp?.Dispose(); _tcp = null; throw; }")]
    [InlineData(
        "public void Dispose() => _tcp?.Dispose();",
        "var tcp = new TcpClient(); _tcp = tcp; await tcp.ConnectAsync(host, 1); await tcp.GetStream().WriteAsync(new byte[3]);",
        "var tcp = new TcpClient(); try { _tcp = tcp; await tcp.ConnectAsync(host, 1); await tcp.GetStream().WriteAsync(new byte[3]); } catch { tcp.Dispose(); _tcp = null; throw; }")]
    public Task Field_IsClosedAsItsTypeDoes(string close, string before, string after) => new ConnectionLifecycleRule().FixesAsync(
        new OpenAfterFailedStepFixer(), Client(close, before), Client(close, after));

    [Fact]
    public Task AllAtOnce_KeepCommentsAndLines() => new ConnectionLifecycleRule().FixesAllAsync(
        new OpenAfterFailedStepFixer(),
        """"
        class Dialer
        {
            public static Socket Dial(EndPoint to)
            {
                // A socket of its own.
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp); // for TCP

                // Then the peer.
                socket.Connect(to);
                if (to is IPEndPoint
                    { Port: 1 })
                {
                    /* greet it */
                    socket.Send("""
                        hello
                        """u8);
                }

                return socket; // ready
                // that was it
            }

            public async Task<Stream> OpenAsync(string host)
            {
                var pipe = new NamedPipeClientStream(host);
                await pipe.ConnectAsync();
                await pipe.WriteAsync(new byte[1]);
                return pipe;
            }
        }
        """",
        """"
        class Dialer
        {
            public static Socket Dial(EndPoint to)
            {
                // A socket of its own.
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp); // for TCP

                try
                {
                    // Then the peer.
                    socket.Connect(to);
                    if (to is IPEndPoint
                        { Port: 1 })
                    {
                        /* greet it */
                        socket.Send("""
                        hello
                        """u8);
                    }

                    return socket; // ready
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
                // that was it
            }

            public async Task<Stream> OpenAsync(string host)
            {
                var pipe = new NamedPipeClientStream(host);
                try
                {
                    await pipe.ConnectAsync();
                    await pipe.WriteAsync(new byte[1]);
                    return pipe;
                }
                catch
                {
                    await pipe.DisposeAsync().ConfigureAwait(false);
                    throw;
                }
            }
        }
        """");

    [Theory]
    [InlineData("IEnumerable<Socket> F(EndPoint to) { var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Connect(to); yield return s; }")]
    [InlineData("Socket F(EndPoint to) { var s = new Socket(SocketType.Stream, ProtocolType.Tcp); again: s.Connect(to); if (s.Available > 9) { goto again; } return s; }")]
    public Task RegionThatCannotBeWrapped_IsOfferedNoFix(string source) => new ConnectionLifecycleRule().OffersNoFixAsync(
        new OpenAfterFailedStepFixer(), $"class Dialer {{ {source} }}");

    private static string Client(string close, string open) => $$"""
        sealed class Client : IDisposable
        {
            private TcpClient? _tcp;
            public async Task StartAsync(string host) { {{open}} }
            {{close}}{{(close.Contains("Dispose() =>", StringComparison.Ordinal) ? "" : " public void Dispose() => Close();")}}
        }
        """;
}
