using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.UnclosedConnections;

/// <summary>A constructor that throws after it has opened something: nobody gets the object.</summary>
public sealed class FailingConstructorTests
{
    [Theory]
    [InlineData("""
        sealed class Beacon : IDisposable
        {
            private readonly TcpListener _listener;
            public Beacon(int port, string name)
            {
                _listener = new TcpListener(IPAddress.Any, port);
                _listener.Start();
                if (name.Length > 12) { throw [|new FormatException("name")|]; }
            }
            public void Dispose() => _listener.Stop();
        }
        """)]
    [InlineData("""
        sealed class Beacon : IDisposable
        {
            private readonly TcpListener _listener = new TcpListener(IPAddress.Loopback, 0);
            public Beacon(string certificate)
            {
                _listener.Start();
                if (!File.Exists(certificate)) throw [|new FileNotFoundException("certificate", certificate)|];
            }
            public void Dispose() => _listener.Stop();
        }
        """)]
    [InlineData("""
        sealed class Proxy : IDisposable
        {
            private readonly TcpListener _front;
            private readonly TcpClient _back;
            public Proxy(int port, string host)
            {
                _back = new TcpClient(host, 80);
                _front = new TcpListener(IPAddress.Any, port);
                [|_front.Start()|];
            }
            public void Dispose() { _front.Stop(); _back.Close(); }
        }
        """)]
    [InlineData("""
        class Plc : IDisposable
        {
            private readonly Socket _socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            public Plc(EndPoint device)
            {
                _socket.Connect(device);
                [|_socket.Send(new byte[] { 3, 0 })|];
            }
            public void Dispose() { _socket.Close(); }
        }
        """)]
    [InlineData("""
        partial class Plc : IDisposable
        {
            private readonly NamedPipeClientStream _pipe;
            public Plc(string name)
            {
                _pipe = new NamedPipeClientStream(name);
                _pipe.Connect();
                [|Greet()|];
            }
        }
        partial class Plc
        {
            private void Greet() { _pipe.WriteByte(1); if (_pipe.ReadByte() != 6) { throw new IOException("refused"); } }
            public void Dispose() => _pipe.Dispose();
        }
        """)]
    public async Task Loss_IsReported(string source) => await new ConnectionLifecycleRule().ReportsAsync("PH0004", source);

    [Theory]
    [InlineData("""
        sealed class Beacon : IDisposable
        {
            private readonly TcpListener _listener;
            public Beacon(int port, string name)
            {
                if (name.Length > 12) throw new FormatException("name");
                _listener = new TcpListener(IPAddress.Any, port);
                _listener.Start();
            }
            public void Dispose() => _listener.Stop();
        }
        """)]
    [InlineData("""
        sealed class Beacon : IDisposable
        {
            private readonly TcpListener _listener = new TcpListener(IPAddress.Any, 9);
            private readonly ClientWebSocket _web = new ClientWebSocket();
            private readonly string _name;
            public Beacon(string name) { if (name.Length > 12) throw new FormatException("name"); _name = name; }
            public void Dispose() { _listener.Stop(); _web.Dispose(); }
        }
        """)]
    [InlineData("""
        sealed class Beacon : IDisposable
        {
            private readonly TcpListener _listener;
            public Beacon(int port, string name)
            {
                _listener = new TcpListener(IPAddress.Any, port);
                try
                {
                    _listener.Start();
                    if (name.Length > 12) throw new FormatException("name");
                }
                catch { Dispose(); throw; }
            }
            public void Dispose() => _listener.Stop();
        }
        """)]
    [InlineData("""
        sealed class Beacon : IDisposable
        {
            private readonly TcpListener _listener;
            public Beacon(int port, string name)
            {
                _listener = new TcpListener(IPAddress.Any, port);
                _listener.Start();
                if (name.Length > 12) { _listener.Stop(); throw new FormatException("name"); }
            }
            public void Dispose() => _listener.Stop();
        }
        """)]
    [InlineData("""
        class Server : IDisposable
        {
            private readonly Socket _listen;
            public Server(EndPoint at)
            {
                _listen = new Socket(SocketType.Stream, ProtocolType.Tcp);
                _listen.Bind(at);
                _listen.Listen(10);
            }
            public void Dispose() => _listen.Close();
        }
        """)]
    [InlineData("""
        class Log : IDisposable
        {
            private readonly UdpClient _udp = new UdpClient();
            private readonly Timer _flush;
            public Log(string host) { _udp.Connect(host, 514); _flush = new Timer(_ => _udp.Send(new byte[1], 1), null, 1000, 1000); }
            public void Dispose() { _flush.Dispose(); _udp.Close(); }
        }
        """)]
    [InlineData("""
        class Link
        {
            private readonly TcpClient _client;
            public Link(TcpClient client) { _client = client; if (_client.GetStream().ReadByte() < 0) throw new IOException("gone"); }
        }
        """)]
    public async Task NoLoss_IsNotReported(string source) => await new ConnectionLifecycleRule().ReportsAsync("PH0004", source);
}
