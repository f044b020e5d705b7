using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.Background;

/// <summary>Tasks, threads and token sources of the user's own are not the framework's.</summary>
public sealed class NamesakeTests
{
    private const string Beat = "void Beat() { while (true) { Thread.Sleep(900); try { _socket.Send(_buffer); } catch (SocketException) { } } }";

    [Theory]
    [InlineData($"public void Start() => new Forum.Threading.Thread(Beat).Start(); {Beat} public void Dispose() => _socket.Dispose();")]
    [InlineData($"public void Start() => Forum.Tasks.Task.Run(Beat); {Beat} public void Dispose() => _socket.Dispose();")]
    [InlineData("readonly Forum.Threading.CancellationTokenSource _stop = new(); public void Start() => Task.Run(Beat); void Beat() { while (!_stop.IsCancellationRequested) { try { _socket.Send(_buffer); } catch (SocketException) { } } } public void Dispose() { _stop.Dispose(); _socket.Dispose(); }")]
    public Task Namesake_IsSilent(string members) => ReportsAsync(members);

    [Theory]
    [InlineData($"readonly Forum.Tasks.Task _post = new(); public void Start() => [|Task.Run(Beat)|]; {Beat} public void Dispose() {{ _post.Wait(); _socket.Dispose(); }}")]
    [InlineData($"readonly Forum.Threading.Thread _talk = new(null); public void Start() => [|Task.Run(Beat)|]; {Beat} public void Dispose() {{ _talk.Abort(); _socket.Dispose(); }}")]
    public Task NamesakeThatIsWaitedFor_EndsNoLoop(string members) => ReportsAsync(members);

    private static Task ReportsAsync(string members) => new OutlivingLoopRule().ReportsAsync(
        "PH0011",
        $$"""
        namespace Forum.Threading { class Thread { public Thread(Action post) { } public void Start() { } public void Abort() { } } class CancellationTokenSource { public bool IsCancellationRequested; public void Dispose() => IsCancellationRequested = true; } }
        namespace Forum.Tasks { class Task { public static void Run(Action post) { } public void Wait() { } } }
        class Link : IDisposable
        {
            private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);
            private readonly byte[] _buffer = new byte[64];
            {{members}}
        }
        """);
}
