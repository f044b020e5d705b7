using PluginHost.Analyzers.CodeFixes.Rules;
using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.EndlessStreams;

public sealed class DeadPeerFixTests
{
    [Fact]
    public Task FixAll_OfADocument_SwitchesKeepAliveOn() => new EndlessStreamRule().FixesAllAsync(
        new DeadPeerFixer(),
        """
        class Log
        {
            public void Tail(Action<string> publish)
            {
                // The device's own port.
                using var client = new TcpClient("device", 514); // plain
                using var reader = new StreamReader(client.GetStream());
                while (reader.ReadLine() is { } line) publish(line);
            }
        }

        class Alarm
        {
            private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);
            public async Task ListenAsync(EndPoint to, Action<byte[]> publish)
            {
                await _socket.ConnectAsync(to);
                var buffer = new byte[100];
                while (_socket.Receive(buffer) > 0) publish(buffer);
            }
        }
        """,
        """
        class Log
        {
            public void Tail(Action<string> publish)
            {
                // The device's own port.
                using var client = new TcpClient("device", 514); // plain
                client.Client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
                client.Client.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 30);
                client.Client.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 10);
                client.Client.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
                using var reader = new StreamReader(client.GetStream());
                while (reader.ReadLine() is { } line) publish(line);
            }
        }

        class Alarm
        {
            private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);
            public async Task ListenAsync(EndPoint to, Action<byte[]> publish)
            {
                await _socket.ConnectAsync(to);
                _socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
                _socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 30);
                _socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 10);
                _socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 3);
                var buffer = new byte[100];
                while (_socket.Receive(buffer) > 0) publish(buffer);
            }
        }
        """);

    [Theory]
    [InlineData("new HttpClient()", "new StreamReader(_client.GetStreamAsync(\"events\").Result)")]
    [InlineData("new TcpClient(\"device\", 1)", "new StreamReader(_client.GetStream())")]
    public Task Fix_WithoutAPlaceForTheOptions_IsNotOffered(string creation, string reader) => new EndlessStreamRule().OffersNoFixAsync(new DeadPeerFixer(), $$"""
        class Feed
        {
            private readonly {{creation.Split('(')[0].Split(' ')[1]}} _client = {{creation}};
            public void Listen(Action<string> publish)
            {
                using var reader = {{reader}};
                while (reader.ReadLine() is { } line) publish(line);
            }
        }
        """);
}
