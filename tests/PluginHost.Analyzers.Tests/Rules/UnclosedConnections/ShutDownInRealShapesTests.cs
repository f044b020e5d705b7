using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.UnclosedConnections;

public sealed class ShutDownInRealShapesTests
{
    [Theory]
    [InlineData("""
        class CameraServer
        {
            private Socket listener;
            public void Serve(IPEndPoint at)
            {
                using (listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
                {
                    listener.Bind(at);
                    listener.Listen(5);
                    while (true)
                    {
                        Socket client = listener.Accept();
                        byte[] buffer = new byte[1024];
                        int read = client.Receive(buffer);
                        Console.WriteLine(read);
                        [|client.Shutdown(SocketShutdown.Both)|];
                    }
                }
            }
        }
        """)]
    [InlineData("""
        class Notifier
        {
            public async Task NotifyAsync(EndPoint to, byte[] message, CancellationToken ct)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(to, ct);
                try
                {
                    await socket.SendAsync(message, SocketFlags.None, ct);
                }
                finally
                {
                    [|socket.Shutdown(SocketShutdown.Both)|];
                }
            }
        }
        """)]
    [InlineData("""
        sealed partial class Feed
        {
            private ClientWebSocket? _socket;
            public async Task OpenAsync(Uri to) { if (_socket != null) { return; } _socket = new ClientWebSocket(); }
        }
        sealed partial class Feed
        {
            public async Task ByeAsync()
            {
                if (_socket is { State: WebSocketState.Open }) { await [|_socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default)|]; }
            }
        }
        """)]
    [InlineData("""
        sealed class Prompter(string host)
        {
            public string Ask(string question)
            {
                var tcp = new TcpClient(host, 9);
                var writer = new StreamWriter(tcp.GetStream()) { AutoFlush = true };
                writer.WriteLine(question);
                var answer = new StreamReader(tcp.GetStream()).ReadLine();
                [|tcp.Client.Shutdown(SocketShutdown.Both)|];
                return answer ?? "";
            }
        }
        """)]
    [InlineData("""
        class Asking
        {
            public string Ask(string host)
            {
                var tcp = new TcpClient(host, 9);
                var answer = new StreamReader(tcp.GetStream()).ReadLine();
                [|tcp.Client.Shutdown(SocketShutdown.Both)|];
                return answer ?? "";
            }
        }
        """)]
    [InlineData("""
        sealed record Bell(IPEndPoint Where)
        {
            public void Ring()
            {
                Send(7);
                void Send(byte tone)
                {
                    var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                    socket.Connect(Where);
                    socket.Send(new[] { tone });
                    [|socket.Disconnect(false)|];
                }
            }
        }
        """)]
    [InlineData("""
        class Pool
        {
            public Action<EndPoint> Greeter() => to =>
            {
                Socket socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                socket.Connect(to);
                [|socket.Shutdown(SocketShutdown.Both)|];
            };
        }
        """)]
    [InlineData("""
        sealed class Old
        {
            private readonly Socket _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            public void Connect(IPEndPoint to) { _socket.BeginConnect(to, OnConnected, null); }
            private void OnConnected(IAsyncResult result) { _socket.EndConnect(result); }
            public void Stop()
            {
                if (_socket.Connected)
                {
                    [|_socket.Shutdown(SocketShutdown.Both)|];
                }
            }
        }
        """)]
    [InlineData("""
        using PluginHost;
        abstract class Knocker : IDeviceDriver
        {
            public abstract IReadOnlyList<Setting> Settings { get; }
            public abstract DriverPlan Plan(ISettings settings);
            public async Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline)
            {
                var knock = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await knock.ConnectAsync("door", 7);
                [|knock.Shutdown(SocketShutdown.Both)|];
                return null!;
            }
        }
        """)]
    [InlineData("""
        while (true)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            socket.Connect("h", 1);
            [|socket.Shutdown(SocketShutdown.Both)|];
        }
        """)]
    public async Task GoodbyeWithoutClose_IsReported(string source) => await new ConnectionLifecycleRule().ReportsAsync("PH0006", source, kind: MarkedKinds.Of(source));

    [Theory]
    [InlineData("""
        class CameraServer
        {
            public void Serve(Socket listener)
            {
                while (true)
                {
                    Socket client = listener.Accept();
                    try
                    {
                        client.Send(new byte[1]);
                    }
                    finally
                    {
                        client.Shutdown(SocketShutdown.Both);
                        client.Close();
                    }
                }
            }
        }
        """)]
    [InlineData("""
        class Notifier
        {
            public async Task NotifyAsync(EndPoint to, byte[] message)
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(to);
                await socket.SendAsync(message, SocketFlags.None);
                await socket.DisconnectAsync(false);
            }
        }
        """)]
    [InlineData("""
        sealed partial class Feed
        {
            private ClientWebSocket? _socket;
            public async Task OpenAsync(Uri to) { if (_socket != null) { return; } _socket = new ClientWebSocket(); }
        }
        sealed partial class Feed : IDisposable
        {
            public async Task ByeAsync() { if (_socket != null) { await _socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default); } }
            public void Dispose() => _socket?.Dispose();
        }
        """)]
    [InlineData("""
        sealed class Session(Socket socket)
        {
            public void Bye() { socket.Shutdown(SocketShutdown.Both); }
        }
        """)]
    [InlineData("""
        class Server
        {
            public void Accept(Socket listener)
            {
                var client = listener.Accept();
                Bye(client);
                client.Dispose();
            }
            private static void Bye(Socket socket) { socket.Shutdown(SocketShutdown.Both); }
        }
        """)]
    [InlineData("""
        class Copier
        {
            public string Ask(IPEndPoint at, byte[] question)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                try
                {
                    socket.Connect(at);
                    socket.Send(question);
                    socket.Shutdown(SocketShutdown.Send);
                    var all = new byte[100];
                    return Encoding.ASCII.GetString(all, 0, socket.Receive(all));
                }
                finally { socket.Dispose(); }
            }
        }
        """)]
    [InlineData("""
        sealed record Bell(IPEndPoint Where)
        {
            public Action Ringer() => () =>
            {
                using (var socket = new Socket(SocketType.Stream, ProtocolType.Tcp))
                {
                    socket.Connect(Where);
                    socket.Shutdown(SocketShutdown.Both);
                }
            };
        }
        """)]
    [InlineData("""
        class Hub
        {
            private readonly List<Socket> _clients = new List<Socket>();
            public void Accept(Socket listener) { var client = listener.Accept(); _clients.Add(client); }
            public void Stop() { foreach (var client in _clients) { client.Shutdown(SocketShutdown.Both); client.Close(); } }
        }
        """)]
    [InlineData("""
        using PluginHost;
        abstract class Knocker : IDeviceDriver
        {
            public abstract IReadOnlyList<Setting> Settings { get; }
            public abstract DriverPlan Plan(ISettings settings);
            public async Task<IDeviceConnection> OpenAsync(IConnectionContext attempt, Deadline deadline)
            {
                using var knock = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await knock.ConnectAsync("door", 7);
                knock.Shutdown(SocketShutdown.Both);
                return null!;
            }
        }
        """)]
    [InlineData("""
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Connect("h", 1);
        socket.Shutdown(SocketShutdown.Both);
        """)]
    public async Task ClosedAsWell_IsSilent(string source) => await new ConnectionLifecycleRule().ReportsAsync("PH0006", source, kind: MarkedKinds.Of(source));
}
