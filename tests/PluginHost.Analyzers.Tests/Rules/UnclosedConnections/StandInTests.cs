using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.UnclosedConnections;

/// <summary>Classes that only play a connection have nothing to close.</summary>
public sealed class StandInTests
{
    [Theory]
    [InlineData("private readonly Queue<byte[]> _sent = new();", "")]
    [InlineData("public int Closings { get; private set; }", "")]
    [InlineData("public int Closings; public FakeSocket(int closings) { Closings = closings; }", "4")]
    public Task ClassThatHoldsNothing_IsNoConnection(string members, string arguments) =>
        new ConnectionLifecycleRule().ReportsAsync("PH0007", Socket(members) + $"class T {{ void M() {{ var s = new FakeSocket({arguments}); s.Abort(); GC.KeepAlive(s.State); }} void N() {{ new FakeSocket({arguments}).GetHashCode(); }} }}");

    [Theory]
    [InlineData("private readonly Stream _over; public FakeSocket(Stream over) { _over = over; }", "over")]
    [InlineData("private readonly TcpClient _tcp;", "")]
    [InlineData("private readonly object _inner = new Socket(SocketType.Stream, ProtocolType.Tcp);", "")]
    [InlineData("private readonly List<Socket> _all = new();", "")]
    [InlineData("private readonly Action _close; public FakeSocket(Action close) { _close = close; }", "close")]
    public Task ClassThatHoldsSomething_IsOne(string members, string arguments) =>
        new ConnectionLifecycleRule().ReportsAsync("PH0007", Socket(members) + $"class T {{ void M(Stream over, Action close) {{ var s = [|new FakeSocket({arguments})|]; GC.KeepAlive(s.State); }} }}");

    [Theory]
    [InlineData("_socket.CloseAsync(WebSocketCloseStatus.Empty, null, default)", "new Handler(null)")]
    [InlineData("_socket.Dispose()", "[|new Handler(null)|]")]
    public Task OwnerOfAWebSocket_IsWhoDisposesIt(string end, string creation) => new ConnectionLifecycleRule().ReportsAsync("PH0007", $$"""
        class Handler : IDisposable
        {
            private readonly WebSocket _socket;
            public Handler(WebSocket socket) { _socket = socket; }
            public void Stop() { {{end}}; }
            public void Dispose() { }
        }
        class T { void M() { var handler = {{creation}}; GC.KeepAlive(handler.GetHashCode()); } }
        """);

    private static string Socket(string members) => $$"""
        class FakeSocket : WebSocket
        {
            {{members}}
            public override WebSocketCloseStatus? CloseStatus => null;
            public override string CloseStatusDescription => "";
            public override WebSocketState State => WebSocketState.Open;
            public override string SubProtocol => "";
            public override void Abort() { }
            public override void Dispose() { }
            public override Task CloseAsync(WebSocketCloseStatus status, string why, CancellationToken ct) => Task.CompletedTask;
            public override Task CloseOutputAsync(WebSocketCloseStatus status, string why, CancellationToken ct) => Task.CompletedTask;
            public override Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken ct) => throw new NotSupportedException();
            public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType type, bool last, CancellationToken ct) => Task.CompletedTask;
        }

        """;
}
