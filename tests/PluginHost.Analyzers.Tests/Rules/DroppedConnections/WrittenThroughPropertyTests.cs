using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.DroppedConnections;

/// <summary>A property that only stands before a field: to write it is to write the field.</summary>
public sealed class WrittenThroughPropertyTests
{
    [Theory]
    [InlineData("""
        class Line : IDisposable
        {
            private TcpClient _tcp;
            private TcpClient Connection { get { return _tcp; } set { _tcp = value; } }
            public void Open(string host) { Connection = new TcpClient(host, 4); }
            public void OnError() { [|Connection = null|]; }
            public void Dispose() { if (_tcp != null) _tcp.Close(); }
        }
        """)]
    [InlineData("""
        class Model : IDisposable
        {
            private Socket _socket;
            public event Action<string> Changed;
            public Socket Socket
            {
                get => _socket;
                private set { if (_socket == value) return; _socket = value; Changed?.Invoke(nameof(Socket)); }
            }
            public void Attach(EndPoint to)
            {
                var made = new Socket(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                try { made.Connect(to); } catch { made.Dispose(); throw; }
                Socket = made;
            }
            public void Lost() { [|Socket = null|]; }
            public void Dispose() { Socket?.Dispose(); Socket = null; }
        }
        """)]
    [InlineData("""
        class Modem : IDisposable
        {
            private NamedPipeClientStream _pipe;
            public NamedPipeClientStream Pipe { get => _pipe; set => _pipe = value; }
            public async Task ReconnectAsync() { [|Pipe = new NamedPipeClientStream("m")|]; await Pipe.ConnectAsync(); }
            public void Dispose() => _pipe?.Dispose();
        }
        """)]
    [InlineData("""
        partial class View : IDisposable
        {
            private ClientWebSocket _web;
            private ClientWebSocket Web { get => _web; set => SetProperty(ref _web, value); }
            public void OnClosed(object sender, EventArgs e) { [|this.Web = default|]; }
        }
        partial class View
        {
            public async Task OpenAsync(Uri to) { var web = new ClientWebSocket(); try { await web.ConnectAsync(to, default); } catch { web.Dispose(); throw; } Web = web; }
            private void SetProperty<T>(ref T field, T value) { field = value; }
            public void Dispose() => Web?.Dispose();
        }
        """)]
    [InlineData("""
        class Pool
        {
            private static UdpClient s_udp;
            private static UdpClient Shared { get => s_udp; set => s_udp = value; }
            public static void Open() { if (Shared == null) Shared = new UdpClient(5000); }
            public static void Forget() { [|Shared = null|]; }
            public static void Close() { Shared?.Close(); Shared = null; }
        }
        """)]
    public async Task Drop_IsReported(string source) => await new ConnectionLifecycleRule().ReportsAsync("PH0001", source);

    [Theory]
    [InlineData("""
        class Line : IDisposable
        {
            private TcpClient _tcp;
            public TcpClient Client { get => _tcp; set { if (!ReferenceEquals(_tcp, value)) { _tcp?.Dispose(); _tcp = value; } } }
            public void Reconnect(string host) { Client = new TcpClient(host, 1); }
            public void Lost() { Client = null; }
            public void Dispose() { Client = null; }
        }
        """)]
    [InlineData("""
        class Line : IDisposable
        {
            private TcpClient _tcp;
            private TcpClient Client { get => _tcp; set => _tcp = value; }
            public void Reconnect(string host) { var old = Client; Client = new TcpClient(host, 1); old?.Close(); }
            public void Lost() { var client = Client; Client = null; if (client != null) client.Close(); }
            public void Failed() { if (Client != null) { Client.Close(); Client = null; } }
            public void Dispose() => _tcp?.Dispose();
        }
        """)]
    [InlineData("""
        class Line : IDisposable
        {
            private UdpClient _udp;
            private UdpClient Udp { get { if (_udp == null) _udp = new UdpClient(0); return _udp; } }
            public void Send(byte[] b) => Udp.Send(b, b.Length);
            public void Dispose() { Udp.Close(); _udp = null; }
        }
        """)]
    [InlineData("""
        class Line : IDisposable
        {
            private TcpClient _tcp;
            private TcpClient Client { get => _tcp; set { Release(); _tcp = value; } }
            private void Release() { _tcp?.Close(); }
            public void Reconnect(string host) { Client = new TcpClient(host, 1); }
            public void Dispose() { Client = null; }
        }
        """)]
    [InlineData("""
        class Line
        {
            private TcpClient _tcp;
            public TcpClient Client { get => _tcp; set => _tcp = value; }
            public void Detach() { Client = null; }
            public TcpClient Take() { var taken = Client; Client = null; return taken; }
        }
        """)]
    [InlineData("""
        class Line : IDisposable
        {
            private TcpClient _tcp;
            private TcpClient Client { get => _tcp; set => _tcp = value; }
            public async Task OpenAsync(string host) { var tcp = new TcpClient(); try { await tcp.ConnectAsync(host, 1); } catch { tcp.Dispose(); throw; } Client = tcp; }
            public void Close() { Client?.Dispose(); Client = null; }
            public void Dispose() => Close();
        }
        """)]
    public async Task NoDrop_IsNotReported(string source) => await new ConnectionLifecycleRule().ReportsAsync("PH0001", source);
}
