using PluginHost.Analyzers.CodeFixes.Rules;
using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.UnclosedConnections;

/// <summary>The object is not whole yet: its own closing method may need what is still missing.</summary>
public sealed class FailingConstructorFixTests
{
    [Fact]
    public Task WhatWasOpened_IsClosedInTheHandler() => new ConnectionLifecycleRule().FixesAsync(
        new OpenAfterFailedStepFixer(),
        """
        sealed class Beacon : IDisposable {
            private readonly TcpListener _listener;
            private readonly Thread _thread;
            public Beacon(int port, string name) { _listener = new TcpListener(IPAddress.Any, port); _listener.Start(); if (name.Length > 12) { throw new FormatException("name"); } _thread = new Thread(() => { }); }
            public void Dispose() { _listener.Stop(); _thread.Join(); }
        }
        """,
        """
        sealed class Beacon : IDisposable {
            private readonly TcpListener _listener;
            private readonly Thread _thread;
            public Beacon(int port, string name) { _listener = new TcpListener(IPAddress.Any, port); try { _listener.Start(); if (name.Length > 12) { throw new FormatException("name"); } _thread = new Thread(() => { }); } catch { _listener.Dispose(); throw; } }
            public void Dispose() { _listener.Stop(); _thread.Join(); }
        }
        """);
}
