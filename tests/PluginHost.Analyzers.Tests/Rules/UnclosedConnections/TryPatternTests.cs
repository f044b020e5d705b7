using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.UnclosedConnections;

/// <summary><c>TryX(out var connection)</c>: whoever gets <see langword="false"/> does not look at what else was given.</summary>
public sealed class TryPatternTests
{
    [Theory]
    [InlineData("PH0007", """
        static class Sockets
        {
            public static bool TryOpen(EndPoint to, int time, out Socket socket)
            {
                socket = [|new Socket(SocketType.Stream, ProtocolType.Tcp)|];
                var connecting = socket.BeginConnect(to, null, null);
                if (!connecting.AsyncWaitHandle.WaitOne(time)) { return false; }
                return true;
            }
        }
        """)]
    [InlineData("PH0004", """
        static class Sockets
        {
            public static bool TryOpen(EndPoint to, out Socket socket)
            {
                socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                try { [|socket.Connect(to)|]; return true; }
                catch (SocketException e) { Console.Error.WriteLine(e); return false; }
            }
        }
        """)]
    public async Task FalseThatLeavesItOpen_IsReported(string id, string source) => await new ConnectionLifecycleRule().ReportsAsync(id, source);

    [Theory]
    [InlineData("""
        static class Sockets
        {
            public static bool TryOpen(EndPoint to, out Socket socket)
            {
                socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                try { socket.Connect(to); return true; }
                catch (SocketException) { socket.Close(); socket = null; return false; }
            }
            public static bool TryConnect(EndPoint to, out Socket socket)
            {
                socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                socket.Connect(to);
                return socket.Connected;
            }
            public static bool Connect(EndPoint to, out Socket socket)
            {
                socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                try { socket.Connect(to); return true; }
                catch (SocketException) { return false; }
            }
            public static void Make(out Socket socket) { socket = new Socket(SocketType.Stream, ProtocolType.Tcp); }
            public static bool TryTake(Queue<Socket> free, EndPoint to, out Socket socket)
            {
                socket = free.Count > 0 ? free.Dequeue() : null;
                if (socket != null) { return true; }
                socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                var isUp = false;
                try { socket.Connect(to); isUp = true; }
                catch (SocketException e) { Console.Error.WriteLine(e); }
                return isUp;
            }
        }
        """)]
    public async Task GivenOrClosed_IsSilent(string source) => await new ConnectionLifecycleRule().ReportsAsync("PH0007", source);
}
