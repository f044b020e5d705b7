using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.UnclosedConnections;

/// <summary>What a finding says is so.</summary>
public sealed class MessageTests
{
    [Theory]
    [InlineData("PH0007", "The TcpClient opened here is not closed when line 3 opens the next one", """
        static class Server
        {
            public static void Run(TcpListener l) { while (true) { var c = [|l.AcceptTcpClient()|]; if (c.Available == 0) { continue; } c.Close(); } }
        }
        """)]
    [InlineData("PH0007", "The TcpClient opened here is not closed when line 6 ends the loop", """
        static class Server
        {
            public static void Run(string host)
            {
                var c = [|new TcpClient()|];
                while (c.Available > 0) { c.GetStream().ReadByte(); }
            }
        }
        """)]
    [InlineData("PH0007", "The TcpClient opened here is not closed when line 6 opens the next one", """
        static class Server
        {
            private static bool s_isOn = true;
            public static void Run(TcpListener l)
            {
                while (s_isOn) { var c = [|l.AcceptTcpClient()|]; if (c.Available == 0) { continue; } c.Close(); }
            }
        }
        """)]
    [InlineData("PH0006", "This says goodbye to the peer, but nothing closes the Socket: its handle stays", """
        sealed class Link
        {
            private Socket? _s;
            public void Open() { _s ??= new Socket(SocketType.Stream, ProtocolType.Tcp); }
            public void Bye() { _s?[|.Shutdown(SocketShutdown.Both)|]; }
        }
        """)]
    [InlineData("PH0001", "'_tcp' may still hold an open connection when it is set to null, and nothing closes that one", """
        sealed class Link
        {
            private TcpClient? _tcp;
            private string? _name;
            public void Open(string name) { _tcp ??= new TcpClient("amp", 23); _name = name; }
            public void Drop() { [|(_tcp, _name) = (null, null)|]; }
        }
        """)]
    [InlineData("PH0004", "When this fails, the TcpClient opened in line 6 stays open: '_tcp' still holds it, and nothing closes it on this way out", """
        sealed class Link
        {
            private TcpClient? _tcp;
            public async Task OpenAsync(byte[] pin)
            {
                if (_tcp is null) { _tcp = new TcpClient(); await _tcp.ConnectAsync("amp", 23); await [|_tcp.GetStream().WriteAsync(pin)|]; }
            }
            public void Close() { _tcp?.Close(); _tcp = null; }
        }
        """)]
    [InlineData("PH0004", "When this fails, the TcpClient opened in line 5 stays open: nobody else knows of it yet", """
        sealed class Link
        {
            public static async Task<TcpClient> OpenAsync(byte[] pin)
            {
                var tcp = new TcpClient(); await tcp.ConnectAsync("amp", 23); await [|tcp.GetStream().WriteAsync(pin)|];
                return tcp;
            }
        }
        """)]
    public async Task Message_SaysWhatIsSo(string id, string message, string source)
    {
        var found = await new ConnectionLifecycleRule().ReportsAsync(id, source);
        Assert.Equal(message, Assert.Single(found).GetMessage());
    }
}
