using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.UnclosedConnections;

public sealed class ShutDownAndNeverClosedTests
{
    [Theory]
    [InlineData("PH0006", """
        class A { void Bye(TcpListener l) { var c = l.AcceptTcpClient(); [|c.Client.Shutdown(SocketShutdown.Both)|]; } }
        """)]
    [InlineData("PH0006", """
        class A { void Notify(EndPoint to, byte[] b) { var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Connect(to); s.Send(b); [|s.Shutdown(SocketShutdown.Both)|]; } }
        """)]
    [InlineData("PH0006", """
        class A { void Sent(IAsyncResult ar) { var s = (Socket)ar.AsyncState; s.EndSend(ar); [|s.Shutdown(SocketShutdown.Both)|]; } }
        """)]
    [InlineData("PH0006", """
        class A { void Sent(object sender, SocketAsyncEventArgs e) { if (e.SocketError == SocketError.Success) { return; } var s = e.UserToken as Socket; [|s.Shutdown(SocketShutdown.Both)|]; } }
        """)]
    [InlineData("PH0006", """
        class A { async Task Bye(Uri to) { var ws = new ClientWebSocket(); await ws.ConnectAsync(to, default); await [|ws.CloseAsync(WebSocketCloseStatus.NormalClosure, "", default)|]; } }
        """)]
    [InlineData("PH0013", """
        sealed class Probe { readonly UdpClient [|_udp = new(0)|]; public void Ask(byte[] b) => _udp.Send(b); }
        """)]
    [InlineData("PH0013", """
        sealed class Probe { TcpClient? [|_tcp|]; public void Start() { _tcp = new TcpClient("h", 1); } }
        """)]
    public async Task NeverClosed_IsReported(string rule, string source) => await new ConnectionLifecycleRule().ReportsAsync(rule, source.Replace("[|_udp = new(0)|]", "[|_udp|] = new(0)", StringComparison.Ordinal));

    [Theory]
    [InlineData("""
        class A { void ByeFixed(TcpListener l) { using var c = l.AcceptTcpClient(); c.Client.Shutdown(SocketShutdown.Both); } }
        """)]
    [InlineData("""
        class A {
            Socket _s;
            void Start(EndPoint to) { var s = new Socket(SocketType.Stream, ProtocolType.Tcp); _s = s; s.BeginConnect(to, Connected, s); }
            void Connected(IAsyncResult ar) { _s = (Socket)ar.AsyncState; _s.EndConnect(ar); }
            void Sent(IAsyncResult ar) { try { var s = (Socket)ar.AsyncState; s.EndSend(ar); s.Shutdown(SocketShutdown.Both); s.Close(); } catch (Exception e) { Console.Error.WriteLine(e); } }
            void Received(IAsyncResult ar) { var s = (Socket)ar.AsyncState; if (s.EndReceive(ar) > 0) { s.BeginReceive(new byte[1], 0, 1, 0, Received, s); } }
            void Lost(IAsyncResult ar) { var s = ar.AsyncState as Socket; s.Shutdown(SocketShutdown.Both); End(s); }
            void End(Socket s) { s.Close(); }
            void Close() { _s.Close(); } }
        """)]
    [InlineData("""
        class A { void Half(Socket s) { s.Shutdown(SocketShutdown.Send); s.Receive(new byte[1]); } }
        """)]
    [InlineData("""
        sealed class ProbeFixed { readonly UdpClient _udp = new(0); public void Ask(byte[] b) => _udp.Send(b); public void Hangup() => _udp.Close(); }
        """)]
    [InlineData("""
        sealed class Probe { readonly UdpClient _udp = new(0); public UdpClient Give() => _udp; }
        """)]
    [InlineData("""
        sealed class Outer { readonly Inner _inner = new(); sealed class Inner { readonly UdpClient _udp = new(0); public UdpClient Udp => _udp; } public void Close() => _inner.Udp.Close(); }
        """)]
    [InlineData("""
        class Base { protected UdpClient Udp = new(0); public void Close() => Udp.Close(); }
        """)]
    public async Task ClosedSomewhere_IsSilent(string source) => await new ConnectionLifecycleRule().ReportsAsync("PH0006", source);
}
