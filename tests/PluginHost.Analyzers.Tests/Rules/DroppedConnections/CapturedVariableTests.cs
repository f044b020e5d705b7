using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.DroppedConnections;

/// <summary>A variable that a lambda or local function writes lives as long as a field does.</summary>
public sealed class CapturedVariableTests
{
    [Theory]
    [InlineData("""
        class Feed
        {
            public async Task RunAsync(Uri to, CancellationToken ct)
            {
                var socket = new ClientWebSocket();
                try
                {
                    while (!ct.IsCancellationRequested)
                    {
                        try { await socket.ReceiveAsync(new ArraySegment<byte>(new byte[10]), ct); }
                        catch (WebSocketException e) { Console.Error.WriteLine(e); await AgainAsync(); }
                    }
                }
                finally { socket.Dispose(); }

                async Task ConnectAsync() { await socket.ConnectAsync(to, ct); }
                async Task AgainAsync() { [|socket = new ClientWebSocket()|]; await Task.Delay(2000, ct); await ConnectAsync(); }
            }
        }
        """)]
    [InlineData("""
        class Keeper
        {
            public void Run(string host, System.Timers.Timer timer)
            {
                TcpClient client = new TcpClient(host, 1);
                timer.Elapsed += (sender, e) => { if (!client.Connected) { [|client = new TcpClient(host, 1)|]; } };
                try { client.GetStream().ReadByte(); }
                finally { client.Close(); }
            }
        }
        """)]
    public async Task WrittenOver_IsReported(string source) => await new ConnectionLifecycleRule().ReportsAsync("PH0001", source);

    [Theory]
    [InlineData("""
        class Feed
        {
            public async Task RunAsync(Uri to, CancellationToken ct)
            {
                var socket = new ClientWebSocket();
                try { while (true) { await AgainAsync(); } }
                finally { socket.Dispose(); }

                async Task AgainAsync() { socket.Dispose(); socket = new ClientWebSocket(); await socket.ConnectAsync(to, ct); }
            }
        }
        """)]
    [InlineData("""
        class Opener
        {
            public Socket Open(EndPoint to, Action<Action> retry)
            {
                Socket socket = null;
                retry(() =>
                {
                    socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                    try { socket.Connect(to); } catch { socket.Dispose(); throw; }
                });
                return socket;
            }
        }
        """)]
    public async Task ClosedOrFirst_IsSilent(string source) => await new ConnectionLifecycleRule().ReportsAsync("PH0001", source);
}
