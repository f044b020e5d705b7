using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.UnclosedConnections;

/// <summary>Connections that an object is made with, or that a new object is made from.</summary>
public sealed class KeptFromTheStartTests
{
    [Theory]
    [InlineData("""
        sealed class Panel : IDisposable
        {
            private readonly TcpClient _tcp = new();
            public async Task OpenAsync(string host, byte[] pin, CancellationToken ct)
            {
                await _tcp.ConnectAsync(host, 23, ct);
                await [|_tcp.GetStream().WriteAsync(pin, ct)|];
            }
            public void Dispose() => _tcp.Dispose();
        }
        """)]
    [InlineData("""
        class Modem
        {
            private readonly Socket _socket;
            public Modem() { _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp); }
            public void Dial(EndPoint to)
            {
                var socket = _socket;
                socket.Connect(to);
                [|Login()|];
            }
            private void Login() { _socket.Send(new byte[] { 1 }); if (_socket.Receive(new byte[1]) == 0) { throw new IOException(); } }
            public void Hangup() { _socket.Close(); }
        }
        """)]
    [InlineData("""
        sealed class Client(TcpClient tcp) { public Task SayAsync(byte[] b) => tcp.GetStream().WriteAsync(b, 0, b.Length); }
        class Factory
        {
            public async Task<Client> OpenAsync(string host, byte[] key)
            {
                var tcp = new TcpClient();
                await tcp.ConnectAsync(host, 1);
                await [|tcp.GetStream().WriteAsync(key)|];
                return new Client(tcp);
            }
        }
        """)]
    public async Task FailureThatLeavesItOpen_IsReported(string source) => await new ConnectionLifecycleRule().ReportsAsync("PH0004", source);

    [Theory]
    [InlineData("""
        sealed class Client(TcpClient tcp) : IDisposable { public bool IsUp => tcp.Connected; public void Dispose() => tcp.Dispose(); }
        class Factory { public bool IsUp(string host) { var client = new Client([|new TcpClient(host, 1)|]); return client.IsUp; } }
        """)]
    public async Task OwnerThatIsForgotten_IsReported(string source) => await new ConnectionLifecycleRule().ReportsAsync("PH0007", source);

    [Theory]
    [InlineData("""
        sealed class Panel : IDisposable
        {
            private readonly TcpClient _tcp = new();
            public async Task OpenAsync(string host, byte[] pin, CancellationToken ct)
            {
                try { await _tcp.ConnectAsync(host, 23, ct); await _tcp.GetStream().WriteAsync(pin, ct); }
                catch { Dispose(); throw; }
            }
            public void Dispose() => _tcp.Dispose();
        }
        """)]
    [InlineData("""
        sealed class Panel : IDisposable
        {
            private readonly TcpClient _tcp = new();
            public Task OpenAsync(string host, CancellationToken ct) => _tcp.ConnectAsync(host, 23, ct).AsTask();
            public async Task LoginAsync(byte[] pin, CancellationToken ct) => await _tcp.GetStream().WriteAsync(pin, ct);
            public void Dispose() => _tcp.Dispose();
        }
        """)]
    [InlineData("""
        class Receiver
        {
            private Socket _control;
            private Socket _data;
            public void Open(EndPoint control, EndPoint data)
            {
                if (_control != null) { return; }
                _control = new Socket(SocketType.Stream, ProtocolType.Tcp);
                _control.Connect(control);
                _data = new Socket(SocketType.Dgram, ProtocolType.Udp);
                _data.Bind(data);
            }
            public void Close() { _control?.Close(); _data?.Close(); }
        }
        """)]
    [InlineData("""
        sealed class Panel
        {
            private readonly TcpClient _tcp;
            public Panel(TcpClient tcp) { _tcp = tcp; }
            public async Task OpenAsync(string host, byte[] pin, CancellationToken ct) { await _tcp.ConnectAsync(host, 23, ct); await _tcp.GetStream().WriteAsync(pin, ct); }
        }
        """)]
    [InlineData("""
        sealed class Client(TcpClient tcp) : IDisposable { public bool IsUp => tcp.Connected; public void Dispose() => tcp.Dispose(); }
        class Factory
        {
            public bool IsUp(string host) { using var client = new Client(new TcpClient(host, 1)); return client.IsUp; }
            public async Task<Client> OpenAsync(string host, byte[] key)
            {
                var tcp = new TcpClient();
                try { await tcp.ConnectAsync(host, 1); await tcp.GetStream().WriteAsync(key); return new Client(tcp); }
                catch { tcp.Dispose(); throw; }
            }
        }
        """)]
    public async Task ClosedOrNotItsOwn_IsSilent(string source) => await new ConnectionLifecycleRule().ReportsAsync("PH0004", source);
}
