using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.UnclosedConnections;

public sealed class OpenAfterFailedStepTests
{
    [Theory]
    [InlineData("""
        class A { async Task<NamedPipeClientStream> OpenAsync(byte[] key, CancellationToken ct) {
            var pipe = new NamedPipeClientStream("amp");
            await pipe.ConnectAsync(ct);
            await [|pipe.WriteAsync(key, ct)|];
            return pipe; } }
        """)]
    [InlineData("""
        class A { Socket Dial(EndPoint to) {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            [|socket.Connect(to)|];
            return socket; } }
        """)]
    [InlineData("""
        class A { bool TryDial(EndPoint to, out Socket? socket) {
            var made = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try { [|made.Connect(to)|]; socket = made; return true; }
            catch (SocketException) { socket = null; return false; } } }
        """)]
    [InlineData("""
        sealed class Client : IDisposable {
            private TcpClient? _tcp;
            public async Task ConnectAsync(string host, byte[] pin) {
                if (_tcp != null) { return; }
                _tcp = new TcpClient();
                await _tcp.ConnectAsync(host, 1025);
                await [|_tcp.GetStream().WriteAsync(pin)|];
            }
            public void Dispose() => _tcp?.Dispose(); }
        """)]
    [InlineData("""
        sealed class Client : IDisposable {
            private TcpClient? _tcp;
            private readonly SemaphoreSlim _gate = new(1);
            public async Task ConnectAsync(string host) {
                if (_tcp != null) { return; }
                _tcp = new TcpClient();
                await _tcp.ConnectAsync(host, 1025);
                await [|LoginAsync()|];
            }
            private async Task LoginAsync() { await _tcp!.GetStream().WriteAsync(new byte[3]); }
            public void Dispose() => _tcp?.Dispose(); }
        """)]
    [InlineData("""
        class A { async Task<Stream> OpenAsync(string host) {
            var tcp = new TcpClient();
            await tcp.ConnectAsync(host, 443);
            var tls = new SslStream(tcp.GetStream());
            await [|tls.AuthenticateAsClientAsync(host)|];
            return tls; } }
        """)]
    [InlineData("""
        class A { static async Task<DbConnection> OpenAsync(DbProviderFactory factory) {
            var connection = factory.CreateConnection()!;
            await [|connection.OpenAsync()|];
            return connection; } }
        """)]
    [InlineData("""
        sealed class Link : IDisposable {
            private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);
            public void Login(byte[] b) { _socket.Send(b); }
            public void Dispose() => _socket.Dispose(); }
        class A { Link Open(byte[] b) {
            var link = new Link();
            [|link.Login(b)|];
            return link; } }
        """)]
    public async Task FailingStepBeforeTheResultIsOut_IsReported(string source) => await new ConnectionLifecycleRule().ReportsAsync("PH0004", source);

    [Theory]
    [InlineData("""
        class A { async Task<NamedPipeClientStream> OpenSafeAsync(byte[] key, CancellationToken ct) {
            var pipe = new NamedPipeClientStream("amp");
            try { await pipe.ConnectAsync(ct); await pipe.WriteAsync(key, ct); return pipe; }
            catch { await pipe.DisposeAsync(); throw; } } }
        """)]
    [InlineData("""
        class A { Socket Dial(EndPoint to) {
            Socket? socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try { socket.Connect(to); var result = socket; socket = null; return result; }
            finally { socket?.Dispose(); } } }
        """)]
    [InlineData("""
        class A { Socket Dial(EndPoint to) {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            var success = false;
            try { socket.Connect(to); success = true; return socket; }
            finally { if (!success) { socket.Close(); } } } }
        """)]
    [InlineData("""
        sealed class Client : IDisposable {
            private TcpClient? _tcp;
            public async Task ConnectAsync(string host, byte[] pin) {
                if (_tcp != null) { return; }
                try {
                    _tcp = new TcpClient();
                    await _tcp.ConnectAsync(host, 1025);
                    await _tcp.GetStream().WriteAsync(pin);
                } catch { Disconnect(); throw; }
            }
            private void Disconnect() { _tcp?.Dispose(); _tcp = null; }
            public void Dispose() => Disconnect(); }
        """)]
    [InlineData("""
        sealed class Client : IDisposable {
            private TcpClient? _tcp;
            public async Task ConnectAsync(string host) {
                if (_tcp != null) { return; }
                try { await OpenAsync(host); } catch { Dispose(); throw; }
            }
            private async Task OpenAsync(string host) {
                _tcp = new TcpClient();
                await _tcp.ConnectAsync(host, 1025);
                await _tcp.GetStream().WriteAsync(new byte[1]);
            }
            public void Dispose() { _tcp?.Dispose(); _tcp = null; } }
        """)]
    [InlineData("""
        class A { Socket Listen(EndPoint at) {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.ReceiveTimeout = 5;
            return socket; } }
        """)]
    [InlineData("""
        class A { async Task<Stream> OpenAsync(string host) {
            var tcp = new TcpClient();
            try {
                await tcp.ConnectAsync(host, 443);
                var tls = new SslStream(tcp.GetStream());
                await tls.AuthenticateAsClientAsync(host);
                return tls;
            } catch (Exception) { tcp.Close(); throw; } } }
        """)]
    [InlineData("""
        class A { async Task<Socket> OpenAsync(IPAddress[] addresses) {
            Exception? last = null;
            foreach (var address in addresses) {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                try { await socket.ConnectAsync(address, 1); return socket; }
                catch (SocketException e) { last = e; socket.Dispose(); } }
            throw last!; } }
        """)]
    public async Task FailureThatCleansUp_IsSilent(string source) => await new ConnectionLifecycleRule().ReportsAsync("PH0004", source);
}
