using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.Background;

/// <summary>Types with more members that have to do with an end than anybody writes by hand.</summary>
public sealed class ManyEndsTests
{
    [Fact]
    public Task CallsOfTheEnd_AreFollowed() => ReportsAsync("Task.Run(Beat)", 100, "Off(); _socket.Dispose();");

    [Fact]
    public Task ManyThatEndNoLoop_AreReported() => ReportsAsync("[|Task.Run(Beat)|]", 100, "_socket.Dispose();");

    [Fact]
    public Task MoreThanAreLookedAt_AreSilent() => ReportsAsync("Task.Run(Beat)", 300, "_socket.Dispose();");

    private static Task ReportsAsync(string start, int resets, string end) => new OutlivingLoopRule().ReportsAsync(
        "PH0011",
        $$"""
        class Link : IDisposable
        {
            private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);
            private volatile bool _isOpen = true;
            private int _count;
            {{string.Concat(Enumerable.Range(0, resets).Select(i => $"void Reset_{i}() {{ _count = {i}; }}\n"))}}
            public void Start() => {{start}};
            void Beat() { while (_isOpen) { try { _socket.Send(new byte[1]); } catch (SocketException) { } } }
            void Off() { _isOpen = false; }
            public void Dispose() { {{end}} }
        }
        """);
}
