using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.UnclosedConnections;

/// <summary>A wrapper that is told to leave open what it stands on closes nothing but itself.</summary>
public sealed class LeftOpenByWrapperTests
{
    [Theory]
    [InlineData("""
        static class Web
        {
            public static async Task<string> GetAsync(IWebProxy proxy, string from)
            {
                var handler = [|new SocketsHttpHandler { Proxy = proxy }|];
                using var client = new HttpClient(handler, disposeHandler: false);
                return await client.GetStringAsync(from);
            }
        }
        """)]
    [InlineData("""
        static class Time
        {
            public static int Ask(EndPoint to)
            {
                var socket = [|new Socket(SocketType.Stream, ProtocolType.Tcp)|];
                socket.Connect(to);
                using (var stream = new NetworkStream(socket)) { return stream.ReadByte(); }
            }
        }
        """)]
    [InlineData("""
        static class Time
        {
            public static string? Ask(EndPoint to)
            {
                var socket = [|new Socket(SocketType.Stream, ProtocolType.Tcp)|];
                socket.Connect(to);
                using var reader = new StreamReader(new NetworkStream(socket));
                return reader.ReadLine();
            }
        }
        """)]
    [InlineData("""
        static class Time
        {
            public static void Tell(string host, string text)
            {
                var client = [|new TcpClient(host, 13)|];
                using var writer = new StreamWriter(client.GetStream(), leaveOpen: true);
                writer.Write(text);
            }
        }
        """)]
    public async Task ConnectionUnderView_IsReported(string source) => await new ConnectionLifecycleRule().ReportsAsync("PH0007", source);

    [Theory]
    [InlineData("""
        static class Time
        {
            public static int Ask(EndPoint to)
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                socket.Connect(to);
                using (var stream = new NetworkStream(socket)) { return stream.ReadByte(); }
            }
        }
        """)]
    [InlineData("""
        static class Time
        {
            public static int Ask(EndPoint to)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                using (var stream = new NetworkStream(socket, ownsSocket: true)) { socket.Connect(to); return stream.ReadByte(); }
            }
        }
        """)]
    [InlineData("""
        static class Time
        {
            public static void Tell(string host, string text, bool isKept)
            {
                var client = new TcpClient(host, 13);
                using var writer = new StreamWriter(client.GetStream(), leaveOpen: isKept);
                writer.Write(text);
            }
        }
        """)]
    [InlineData("""
        static class Time
        {
            public static async Task<string?> AskAsync(string host)
            {
                var client = new TcpClient(host, 13);
                try
                {
                    using var reader = new StreamReader(client.GetStream(), leaveOpen: true);
                    return await reader.ReadLineAsync();
                }
                finally { client.Close(); }
            }
        }
        """)]
    [InlineData("""
        sealed class Link : IDisposable
        {
            private readonly TcpClient _tcp = new("h", 1);
            public void Tell(string text) { using var writer = new StreamWriter(_tcp.GetStream(), leaveOpen: true); writer.Write(text); }
            public void Dispose() => _tcp.Dispose();
        }
        """)]
    [InlineData("""
        static class Web
        {
            private static readonly SocketsHttpHandler Shared = new();
            public static async Task<string> GetAsync(string from)
            {
                using var client = new HttpClient(Shared, disposeHandler: false);
                return await client.GetStringAsync(from);
            }
        }
        """)]
    public async Task ConnectionThatGoes_IsSilent(string source) => await new ConnectionLifecycleRule().ReportsAsync("PH0007", source);
}
