using PluginHost.Analyzers.CodeFixes.Rules;
using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.DroppedConnections;

/// <summary>A property cannot be passed by reference, whatever stands behind it.</summary>
public sealed class WrittenThroughPropertyFixTests
{
    [Fact]
    public Task WhatThePropertyHolds_IsClosedBefore() => new ConnectionLifecycleRule().FixesAsync(
        new DroppedConnectionFixer(),
        """
        class Line : IDisposable {
            private TcpClient? _tcp;
            private TcpClient? Connection { get { return _tcp; } set { _tcp = value; } }
            public void Open(string host) { Connection = new TcpClient(host, 4); }
            public void OnError() { Connection = null; }
            public void Dispose() { if (_tcp != null) _tcp.Close(); }
        }
        """,
        """
        class Line : IDisposable {
            private TcpClient? _tcp;
            private TcpClient? Connection { get { return _tcp; } set { _tcp = value; } }
            public void Open(string host) { Connection = new TcpClient(host, 4); }
            public void OnError() { Connection?.Dispose(); Connection = null; }
            public void Dispose() { if (_tcp != null) _tcp.Close(); }
        }
        """);
}
