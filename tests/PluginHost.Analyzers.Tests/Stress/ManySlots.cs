namespace PluginHost.Analyzers.Tests.Stress;

/// <summary>A type of which each public method waits for one semaphore and has a private method of its own give it back.</summary>
internal static class ManySlots
{
    public static string Of(int methods) => $$"""
        sealed class Link
        {
            private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);
            private readonly SemaphoreSlim _gate = new(1, 1);
            {{string.Concat(Enumerable.Range(0, methods).Select(i => $"public void Send{i}(byte[] b) {{ _gate.Wait(); try {{ _socket.Send(b); }} finally {{ Free{i}(); }} }}\nprivate void Free{i}() {{ _gate.Release(); }}\n"))}}
        }
        """;
}
