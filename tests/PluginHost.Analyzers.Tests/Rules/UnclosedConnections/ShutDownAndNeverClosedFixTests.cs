using PluginHost.Analyzers.CodeFixes.Rules;
using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.UnclosedConnections;

public sealed class ShutDownAndNeverClosedFixTests
{
    [Theory]
    [InlineData(
        "void F(TcpListener l) { var c = l.AcceptTcpClient(); c.Client.Shutdown(SocketShutdown.Both); }",
        "void F(TcpListener l) { using var c = l.AcceptTcpClient(); c.Client.Shutdown(SocketShutdown.Both); }")]
    [InlineData(
        "async Task F(Uri to) { var ws = new ClientWebSocket(); await ws.ConnectAsync(to, default); await ws.CloseAsync(WebSocketCloseStatus.NormalClosure, \"\", default); }",
        "async Task F(Uri to) { using var ws = new ClientWebSocket(); await ws.ConnectAsync(to, default); await ws.CloseAsync(WebSocketCloseStatus.NormalClosure, \"\", default); }")]
    [InlineData(
        "void F(EndPoint to) { Socket? s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Connect(to); s.Shutdown(SocketShutdown.Both); if (s.Connected) { s.Close(); s = null; } }",
        "void F(EndPoint to) { Socket? s = new Socket(SocketType.Stream, ProtocolType.Tcp); try { s.Connect(to); s.Shutdown(SocketShutdown.Both); if (s.Connected) { s.Close(); s = null; } } finally { s?.Dispose(); } }")]
    [InlineData(
        "readonly Socket _s = new(SocketType.Stream, ProtocolType.Tcp); public void Stop() { _s.Shutdown(SocketShutdown.Both); }",
        "readonly Socket _s = new(SocketType.Stream, ProtocolType.Tcp); public void Stop() { try { _s.Shutdown(SocketShutdown.Both); } finally { _s.Dispose(); } }")]
    public Task ShutDown_IsClosedToo(string before, string after) => new ConnectionLifecycleRule().FixesAsync(
        new UnclosedConnectionFixer(), $"class Talk {{\n    {before}\n}}", $"class Talk {{\n    {after}\n}}");

    [Fact]
    public Task FieldsOfAnObject_AreClosedWhereTheySayGoodbye() => new ConnectionLifecycleRule().FixesAllAsync(
        new UnclosedConnectionFixer(),
        """
        sealed class Notifier
        {
            private TcpClient? _tcp;
            private ClientWebSocket? _web;

            public async Task OpenAsync(Uri to)
            {
                if (_tcp != null) { return; }
                _tcp = new TcpClient();
                _web = new ClientWebSocket();
            }

            public async Task ByeAsync()
            {
                if (_tcp != null)
                    _tcp.Client.Shutdown(SocketShutdown.Both); // gone

                if (_web != null)
                {
                    // The peer shall know.
                    await _web.CloseAsync(WebSocketCloseStatus.NormalClosure, "", default); // told
                }
            }
        }
        """,
        """
        sealed class Notifier
        {
            private TcpClient? _tcp;
            private ClientWebSocket? _web;

            public async Task OpenAsync(Uri to)
            {
                if (_tcp != null) { return; }
                _tcp = new TcpClient();
                _web = new ClientWebSocket();
            }

            public async Task ByeAsync()
            {
                if (_tcp != null)
                {
                    try
                    {
                        _tcp.Client.Shutdown(SocketShutdown.Both); // gone
                    }
                    finally
                    {
                        _tcp?.Dispose();
                    }
                }

                if (_web != null)
                {
                    try
                    {
                        // The peer shall know.
                        await _web.CloseAsync(WebSocketCloseStatus.NormalClosure, "", default); // told
                    }
                    finally
                    {
                        _web?.Dispose();
                    }
                }
            }
        }
        """);

    [Theory]
    [InlineData("void F(EndPoint to) { Socket? s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Connect(to); s.Shutdown(SocketShutdown.Both); s = null; }")]
    [InlineData("Socket? F(EndPoint to, bool ok) { var s = new Socket(SocketType.Stream, ProtocolType.Tcp); if (ok) { return s; } s.Shutdown(SocketShutdown.Both); return null; }")]
    [InlineData("readonly Socket _s = new(SocketType.Stream, ProtocolType.Tcp); public int Stop(byte[] b) { _s.Shutdown(SocketShutdown.Both); return _s.Receive(b); }")]
    public Task WhatIsNeededLonger_IsOfferedNoFix(string source) => new ConnectionLifecycleRule().OffersNoFixAsync(new UnclosedConnectionFixer(), $"class Talk {{ {source} }}");
}
