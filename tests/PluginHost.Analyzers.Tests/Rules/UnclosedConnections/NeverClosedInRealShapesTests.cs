using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.UnclosedConnections;

public sealed class NeverClosedInRealShapesTests
{
    [Theory]
    [InlineData("""
        class WakeOnLan
        {
            private UdpClient [|client|];
            public WakeOnLan() { client = new UdpClient(); client.EnableBroadcast = true; }
            public void Wake(byte[] packet) { client.Send(packet, packet.Length, new IPEndPoint(IPAddress.Broadcast, 9)); }
        }
        """)]
    [InlineData("""
        sealed class Receiver(string host, int port)
        {
            private readonly TcpClient [|_tcp|] = new(host, port);
            public async Task<int> ReadAsync(byte[] to, CancellationToken ct) => await _tcp.GetStream().ReadAsync(to, ct);
        }
        """)]
    [InlineData("""
        partial class Dsp
        {
            private readonly NamedPipeClientStream [|_pipe|] = new("dsp");
        }
        partial class Dsp
        {
            public async Task SetAsync(byte[] level) { await _pipe.WriteAsync(level); }
        }
        """)]
    [InlineData("""
        record Beacon(int Port)
        {
            private readonly UdpClient [|_udp|] = new(0);
            public void Ping() => _udp.Send(new byte[1], 1, "h", Port);
        }
        """)]
    [InlineData("""
        sealed class Listener
        {
            private TcpListener? [|_listener|];
            public void Start()
            {
                Open(8080);
                void Open(int port) { _listener = new TcpListener(IPAddress.Any, port); _listener.Start(); }
            }
        }
        """)]
    [InlineData("""
        sealed class Lazy
        {
            private ClientWebSocket? [|_web|];
            public Func<Task> Opener(Uri to) => async () => { _web ??= new ClientWebSocket(); await _web.ConnectAsync(to, default); };
        }
        """)]
    [InlineData("""
        sealed class Store : IDisposable
        {
            private readonly TcpClient _main = new("h", 1);
            private readonly TcpClient [|_spare|] = new("h", 2);
            public int Ask() => _spare.GetStream().ReadByte() + _main.GetStream().ReadByte();
            public void Dispose() { _main.Dispose(); }
        }
        """)]
    [InlineData("""
        sealed class Meter
        {
            private Socket [|Line|] { get; } = new(SocketType.Stream, ProtocolType.Tcp);
            public void Ask(EndPoint to) { Line.Connect(to); Line.Send(new byte[1]); }
        }
        """)]
    [InlineData("""
        sealed class Link : IDisposable
        {
            private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);
            public void Dispose() => _socket.Dispose();
        }
        sealed class Station
        {
            private readonly Link [|_link|] = new();
            public override string ToString() => _link.GetHashCode().ToString();
        }
        """)]
    [InlineData("""
        using PluginHost;
        abstract class Meter : IDeviceDriver
        {
            private readonly UdpClient [|_udp|] = new(0);
            public abstract IReadOnlyList<Setting> Settings { get; }
            public abstract DriverPlan Plan(ISettings settings);
            public async Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline) { await _udp.SendAsync(new byte[1]); return null!; }
        }
        """)]
    [InlineData("""
        var probe = new Probe();
        probe.Ask(new byte[1]);
        sealed class Probe { readonly UdpClient [|_udp|] = new(0); public void Ask(byte[] b) => _udp.Send(b); }
        """)]
    [InlineData("""
        sealed class Publisher : IDisposable
        {
            private readonly UdpClient _main;
            private readonly TcpClient [|_spare|];
            public Publisher(string host)
            {
                _main = new UdpClient();
                _spare = new TcpClient();
                try { _main.Connect(host, 1); _spare.Connect(host, 2); }
                catch { _main.Dispose(); _spare.Dispose(); throw; }
            }
            public void Ask(byte[] b) { _main.Send(b); _spare.GetStream().Write(b); }
            public void Dispose() => _main.Dispose();
        }
        """)]
    [InlineData("""
        sealed class Probe
        {
            private static Probe? _last;
            private readonly UdpClient [|_udp|] = new(0);
            public void Ask(byte[] b) { _last = this; _udp.Send(b); }
        }
        """)]
    public async Task FieldThatNothingCloses_IsReported(string source) => await new ConnectionLifecycleRule().ReportsAsync("PH0013", source, kind: MarkedKinds.Of(source));

    [Theory]
    [InlineData("""
        class WakeOnLan
        {
            private UdpClient client;
            public WakeOnLan() { client = new UdpClient(); }
            public void Wake(byte[] packet) { client.Send(packet, packet.Length); }
            ~WakeOnLan() { client.Close(); }
        }
        """)]
    [InlineData("""
        sealed class Receiver(TcpClient tcp)
        {
            private readonly TcpClient _tcp = tcp;
            public async Task<int> ReadAsync(byte[] to) => await _tcp.GetStream().ReadAsync(to);
        }
        """)]
    [InlineData("""
        partial class Dsp
        {
            private readonly NamedPipeClientStream _pipe = new("dsp");
        }
        partial class Dsp : IAsyncDisposable
        {
            public async ValueTask DisposeAsync() { await _pipe.DisposeAsync().ConfigureAwait(false); }
        }
        """)]
    [InlineData("""
        record Beacon(int Port)
        {
            private readonly UdpClient _udp = new(0);
            public void Hangup() { using (_udp) { _udp.Send(new byte[1], 1, "h", Port); } }
        }
        """)]
    [InlineData("""
        sealed class Session
        {
            private Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);
            public void End() { var socket = Interlocked.Exchange(ref _socket, null!); socket?.Dispose(); }
        }
        """)]
    [InlineData("""
        sealed class Session
        {
            private readonly TcpClient _tcp = new("h", 1);
            public void OnExit() { AppDomain.CurrentDomain.ProcessExit += (_, _) => _tcp.Close(); }
        }
        """)]
    [InlineData("""
        sealed class Session
        {
            private readonly TcpClient _tcp = new("h", 1);
            private readonly List<IDisposable> _all = new();
            public Session() { _all.Add(_tcp); }
            public void Close() { foreach (var one in _all) { one.Dispose(); } }
        }
        """)]
    [InlineData("""
        sealed class Session
        {
            private readonly Stream _stream;
            private readonly StreamReader _reader;
            public Session() { _stream = new TcpClient("h", 1).GetStream(); _reader = new StreamReader(_stream); }
            public void Close() => _reader.Dispose();
        }
        """)]
    [InlineData("""
        static class Shared { private static readonly UdpClient Udp = new(0); public static void Ask(byte[] b) => Udp.Send(b); }
        """)]
    [InlineData("""
        sealed class Web { private readonly HttpClient _http = new(); public Task<string> GetAsync() => _http.GetStringAsync("/"); }
        """)]
    [InlineData("""
        sealed class Outer
        {
            private readonly UdpClient _udp = new(0);
            private sealed class Lease(Outer outer) : IDisposable { public void Dispose() => outer._udp.Dispose(); }
            public IDisposable Take() => new Lease(this);
        }
        """)]
    [InlineData("""
        using PluginHost;
        sealed class Meter(IStreamTransport given)
        {
            private readonly IStreamTransport _transport = given;
            public override string ToString() => _transport.ToString()!;
        }
        """)]
    [InlineData("""
        sealed class Publisher
        {
            private readonly TcpClient _tcp;
            public Publisher(string host)
            {
                _tcp = new TcpClient();
                try { _tcp.Connect(host, 2); }
                catch { _tcp.Dispose(); throw; }
            }
            public void End() => _tcp.Dispose();
        }
        """)]
    [InlineData("""
        sealed class Publisher
        {
            private readonly TcpClient _tcp;
            public event Action? Ended;
            public Publisher(string host)
            {
                _tcp = new TcpClient();
                try { _tcp.Connect(host, 2); }
                catch (SocketException) { Ended += () => _tcp.Dispose(); }
            }
        }
        """)]
    [InlineData("""
        sealed class Metrics
        {
            public static readonly Metrics Instance = new();
            private readonly UdpClient _udp = new(0);
            private Metrics() { }
            public void Count(byte[] b) => _udp.Send(b);
        }
        """)]
    [InlineData("""
        sealed class Metrics
        {
            private static readonly Lazy<Metrics> Only = new(() => new Metrics());
            private readonly UdpClient _udp = new(0);
            private Metrics() { }
            public static void Count(byte[] b) => Only.Value._udp.Send(b);
        }
        """)]
    [InlineData("""
        sealed class Monitor : IDisposable
        {
            private readonly List<IDisposable> _all = new();
            private readonly UdpClient _udp;
            public Monitor(int port) => _udp = Keep(new UdpClient(port));
            public void Ask(byte[] b) => _udp.Send(b);
            private T Keep<T>(T one) where T : IDisposable { _all.Add(one); return one; }
            public void Dispose() { foreach (var one in _all) { one.Dispose(); } }
        }
        """)]
    [InlineData("""
        sealed class Session : IDisposable
        {
            private Socket? _socket;
            private NetworkStream? _stream;
            private StreamReader? _reader;
            public void Open(EndPoint to)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                try { socket.Connect(to); } catch { socket.Dispose(); throw; }
                _socket?.Dispose();
                _socket = socket;
                _stream = new NetworkStream(socket, false);
                _reader = new StreamReader(_stream);
            }
            public string? Ask() => _reader?.ReadLine();
            public void Dispose() { _socket?.Dispose(); _reader?.Dispose(); _socket = null; _stream = null; _reader = null; }
        }
        """)]
    public async Task FieldThatSomebodyCloses_IsSilent(string source) => await new ConnectionLifecycleRule().ReportsAsync("PH0013", source, kind: MarkedKinds.Of(source));
}
