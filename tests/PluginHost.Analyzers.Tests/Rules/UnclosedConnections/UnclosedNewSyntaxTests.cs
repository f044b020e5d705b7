using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.UnclosedConnections;

/// <summary>Shapes of C# 13 and 14.</summary>
public sealed class UnclosedNewSyntaxTests
{
    [Fact]
    public Task ExtensionMember_ThatOpensAndLeavesOpen_IsReported() => new ConnectionLifecycleRule().ReportsAsync("PH0007", """
        static class Greetings
        {
            extension(EndPoint peer)
            {
                public void Greet(byte[] greeting)
                {
                    var socket = [|new Socket(SocketType.Stream, ProtocolType.Tcp)|];
                    socket.Connect(peer);
                    socket.Send(greeting);
                }

                public void GreetAndLeave(byte[] greeting)
                {
                    using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                    socket.Connect(peer);
                    socket.Send(greeting);
                }
            }
        }
        """);

    [Theory]
    [InlineData("c.Dispose();", "new TcpClient(host, 23)")]
    [InlineData("using (c) { c.GetStream().Flush(); }", "new TcpClient(host, 23)")]
    [InlineData("if (c.Connected) { c.Client.Shutdown(SocketShutdown.Both); } c.Close();", "new TcpClient(host, 23)")]
    [InlineData("c.GetStream().Flush();", "[|new TcpClient(host, 23)|]")]
    public Task ExtensionMember_ThatCloses_IsFollowed(string body, string made) => new ConnectionLifecycleRule().ReportsAsync("PH0007", $$"""
        static class Endings
        {
            extension(TcpClient c)
            {
                public void Kill() { {{body}} }
            }

            public static void Ring(string host)
            {
                var client = {{made}};
                client.Kill();
            }
        }
        """);

    [Fact]
    public Task PropertyWithItsOwnField_IsSilentWhereItCloses() => new ConnectionLifecycleRule().ReportsAsync("PH0001", """
        sealed class Link : IDisposable
        {
            public TcpClient? Client
            {
                get => field;
                private set { field?.Dispose(); field = value; }
            }

            public void Connect(string host) => Client = new TcpClient(host, 502);

            public void Dispose() => Client = null;
        }
        """);

    [Fact]
    public Task ConditionalAssignment_IsAWriteLikeAnyOther() => new ConnectionLifecycleRule().ReportsAsync("PH0007", """
        sealed class Session { public string? Name; public int Port; }

        static class Dialer
        {
            public static void Dial(Session? session, string host)
            {
                var client = [|new TcpClient()|];
                client.Connect(host, 23);
                session?.Port = 23;
                client.GetStream().WriteByte(0);
            }
        }
        """);

    [Fact]
    public Task LockObject_HidesNothing() => new ConnectionLifecycleRule().ReportsAsync("PH0001", """
        sealed class Meter
        {
            private readonly Lock _gate = new();
            private TcpClient? _client;

            public void Open(string host) { lock (_gate) { _client = new TcpClient(host, 502); } }

            public void Hangup() { lock (_gate) { [|_client = null|]; } }

            public void Close() { lock (_gate) { _client?.Close(); } }
        }
        """);

    [Fact]
    public Task ParamsCollection_TakesOverWhatItIsGiven() => new ConnectionLifecycleRule().ReportsAsync("PH0007", """
        sealed class Group(params List<TcpClient> members) : IDisposable
        {
            public void Dispose() { foreach (var member in members) { member.Dispose(); } }
        }

        static class Groups
        {
            public static Group Of(string host) => new(new TcpClient(host, 1));
        }
        """);
}
