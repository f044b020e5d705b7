using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.UnclosedConnections;

public sealed class OpenAfterFailedStepInRealShapesTests
{
    [Theory]
    [InlineData("""
        partial class Projector
        {
            private TcpClient? _tcp;
            public void Dispose() => _tcp?.Dispose();
        }
        partial class Projector : IDisposable
        {
            public async Task OpenAsync(string host, byte[] pin)
            {
                if (_tcp is not null) { return; }
                _tcp = new TcpClient();
                await _tcp.ConnectAsync(host, 4352);
                await [|_tcp.GetStream().WriteAsync(pin)|];
            }
        }
        """)]
    [InlineData("""
        sealed class Dialer(string host, int port)
        {
            public async Task<Stream> DialAsync(CancellationToken ct)
            {
                var tcp = new TcpClient();
                await tcp.ConnectAsync(host, port, ct).ConfigureAwait(false);
                var tls = new SslStream(tcp.GetStream(), leaveInnerStreamOpen: false);
                await [|tls.AuthenticateAsClientAsync(host)|].ConfigureAwait(false);
                return tls;
            }
        }
        """)]
    [InlineData("""
        sealed record Peer(IPEndPoint At)
        {
            public Socket Open()
            {
                var socket = new Socket(At.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                socket.Connect(At);
                [|socket.Send(new byte[] { 1 })|];
                return socket;
            }
        }
        """)]
    [InlineData("""
        class Bridge
        {
            public Socket Reach(EndPoint far)
            {
                return Open(far);
                static Socket Open(EndPoint to)
                {
                    var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                    [|socket.Connect(to)|];
                    return socket;
                }
            }
        }
        """)]
    [InlineData("""
        class Handlers
        {
            public SocketsHttpHandler Make() => new SocketsHttpHandler
            {
                ConnectCallback = async (context, ct) =>
                {
                    var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                    await [|socket.ConnectAsync(context.DnsEndPoint, ct)|];
                    return new NetworkStream(socket, ownsSocket: true);
                },
            };
        }
        """)]
    [InlineData("""
        class Legacy
        {
            public static TcpClient Connect(string host, int port, string user)
            {
                TcpClient client = new TcpClient();
                client.ReceiveTimeout = 5000;
                client.Connect(host, port);
                NetworkStream stream = client.GetStream();
                byte[] hello = Encoding.ASCII.GetBytes(user);
                [|stream.Write(hello, 0, hello.Length)|];
                return client;
            }
        }
        """)]
    [InlineData("""
        class LegacyApm
        {
            public Socket Connect(EndPoint to, int timeout)
            {
                Socket socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                IAsyncResult result = socket.BeginConnect(to, null, null);
                result.AsyncWaitHandle.WaitOne(timeout);
                [|socket.EndConnect(result)|];
                return socket;
            }
        }
        """)]
    [InlineData("""
        using PluginHost;
        abstract class Meter : IDeviceDriver
        {
            private Socket? _side;
            public abstract IReadOnlyList<Setting> Settings { get; }
            public abstract DriverPlan Plan(ISettings settings);
            public abstract Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline);
            private static async Task<Socket> SideAsync(string host)
            {
                var side = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await side.ConnectAsync(host, 7);
                await [|side.SendAsync(new byte[1], SocketFlags.None)|];
                return side;
            }
            public async Task UseAsync() { _side ??= await SideAsync("h"); }
            public void Close() => _side?.Dispose();
        }
        """)]
    [InlineData("""
        var socket = Dial(new IPEndPoint(IPAddress.Loopback, 1));
        socket.Dispose();
        static Socket Dial(EndPoint to)
        {
            var made = new Socket(SocketType.Stream, ProtocolType.Tcp);
            [|made.Connect(to)|];
            return made;
        }
        """)]
    public async Task FailingStep_IsReported(string source) => await new ConnectionLifecycleRule().ReportsAsync("PH0004", source, kind: MarkedKinds.Of(source));

    [Theory]
    [InlineData("""
        partial class Projector
        {
            private TcpClient? _tcp;
            private void Drop() { _tcp?.Dispose(); _tcp = null; }
            public void Dispose() => Drop();
        }
        partial class Projector : IDisposable
        {
            public async Task OpenAsync(string host, byte[] pin)
            {
                if (_tcp is not null) { return; }
                _tcp = new TcpClient();
                try
                {
                    await _tcp.ConnectAsync(host, 4352);
                    await _tcp.GetStream().WriteAsync(pin);
                }
                catch
                {
                    Drop();
                    throw;
                }
            }
        }
        """)]
    [InlineData("""
        sealed class Dialer(string host, int port)
        {
            public async Task<Stream> DialAsync(CancellationToken ct)
            {
                var tcp = new TcpClient();
                SslStream? tls = null;
                try
                {
                    await tcp.ConnectAsync(host, port, ct);
                    tls = new SslStream(tcp.GetStream(), leaveInnerStreamOpen: false);
                    await tls.AuthenticateAsClientAsync(host);
                    return tls;
                }
                catch (Exception) { Close(tls, tcp); throw; }
            }
            private static void Close(SslStream? tls, TcpClient tcp) { tls?.Dispose(); tcp.Dispose(); }
        }
        """)]
    [InlineData("""
        sealed record Peer(IPEndPoint At)
        {
            public Socket? TryOpen()
            {
                var socket = new Socket(At.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                try { socket.Connect(At); return socket; }
                catch (SocketException) { socket.Dispose(); return null; }
            }
        }
        """)]
    [InlineData("""
        class Bridge
        {
            public Socket Open(EndPoint to)
            {
                Socket? socket = null;
                try
                {
                    socket = Make();
                    socket.Connect(to);
                    var done = socket;
                    socket = null;
                    return done;
                }
                finally { socket?.Dispose(); }
                static Socket Make() => new Socket(SocketType.Stream, ProtocolType.Tcp);
            }
        }
        """)]
    [InlineData("""
        class Handlers
        {
            public SocketsHttpHandler Make() => new SocketsHttpHandler
            {
                ConnectCallback = async (context, ct) =>
                {
                    var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                    try { await socket.ConnectAsync(context.DnsEndPoint, ct); return new NetworkStream(socket, ownsSocket: true); }
                    catch { socket.Dispose(); throw; }
                },
            };
        }
        """)]
    [InlineData("""
        class Legacy
        {
            public static TcpClient Connect(string host, int port)
            {
                bool connected = false;
                TcpClient client = new TcpClient();
                try
                {
                    client.Connect(host, port);
                    connected = true;
                }
                finally
                {
                    if (!connected) { client.Close(); }
                }
                return client;
            }
        }
        """)]
    [InlineData("""
        class Plain
        {
            public Task<TcpClient> AcceptAsync(TcpListener listener) => listener.AcceptTcpClientAsync();
            public Socket Make(bool small)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                socket.ReceiveBufferSize = small ? 10 : 1000;
                return socket;
            }
        }
        """)]
    [InlineData("""
        using PluginHost;
        abstract class Meter : IDeviceDriver
        {
            public abstract IReadOnlyList<Setting> Settings { get; }
            public abstract DriverPlan Plan(ISettings settings);
            public async Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline)
            {
                var line = await attempt.Transports.ConnectAsync("h", 4000, deadline);
                await line.Output.WriteAsync(new byte[3]);
                return Over(line);
            }
            protected abstract IDeviceConnection Over(IStreamTransport line);
        }
        """)]
    [InlineData("""
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Connect("h", 1);
        socket.Send(new byte[1]);
        Console.WriteLine(socket);
        """)]
    public async Task FailureThatIsSeenTo_IsSilent(string source) => await new ConnectionLifecycleRule().ReportsAsync("PH0004", source, kind: MarkedKinds.Of(source));
}
