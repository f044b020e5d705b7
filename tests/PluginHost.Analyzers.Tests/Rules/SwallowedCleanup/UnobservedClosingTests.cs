using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.SwallowedCleanup;

public sealed class UnobservedClosingTests
{
    private static readonly SwallowedCleanupRule Rule = new();

    [Theory]
    [InlineData("class C(NetworkStream n) { void Dispose() { _ = [|n.DisposeAsync()|]; } }")]
    [InlineData("class C(NetworkStream n) { void Dispose() => [|n.DisposeAsync()|]; }")]
    [InlineData("class C(NetworkStream n) { void Dispose() { n?[|.DisposeAsync()|]; } }")]
    [InlineData("class C(NetworkStream n) { void Dispose() { [|n.DisposeAsync()|].AsTask(); [|n.DisposeAsync()|].ConfigureAwait(false); } }")]
    [InlineData("class C(WebSocket ws, CancellationToken ct) { void Watch() => ct.Register(() => [|ws.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default)|]); }")]
    [InlineData("class C { TcpClient _c; async Task CloseAsync() { await Task.Yield(); _c.Close(); } void Stop() { [|CloseAsync()|]; } }")]
    [InlineData("class C(Socket s) { void Drop() { _ = [|Task.Run(() => s.Close())|]; } }")]
    [InlineData("class C(WebSocket ws) { Task End() => ws.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default).[|ContinueWith|](_ => { }); }")]
    [InlineData("class C(WebSocket ws) { Task End() => ws.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default).[|ContinueWith|](t => { if (t.IsFaulted) { return; } ws.Dispose(); }); }")]
    [InlineData("class C(WebSocket ws) { async Task End() { await [|ws.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing)|]; } }")]
    [InlineData("class C(NetworkStream n) { async void [|Dispose|]() { await n.DisposeAsync(); } }")]
    [InlineData("class C(NetworkStream n) { async void [|OnLost|]() => await n.DisposeAsync(); }")]
    [InlineData("interface ISession { Task StopAsync(); } class C(ISession s) { void End() { async void [|Leave|]() { await s.StopAsync(); } Leave(); } }")]
    public Task Report_NobodySeesTheTask(string source) => Rule.ReportsAsync("PH0003", source);

    [Theory]
    [InlineData("class C(NetworkStream n) { async ValueTask DisposeAsync() { await n.DisposeAsync(); } }")]
    [InlineData("class C(NetworkStream n) { ValueTask DisposeAsync() => n.DisposeAsync(); }")]
    [InlineData("class C(NetworkStream n) { void Dispose() { n.DisposeAsync().AsTask().GetAwaiter().GetResult(); } }")]
    [InlineData("class C(NetworkStream n) { Task _closing; void Dispose() { _closing = n.DisposeAsync().AsTask(); } }")]
    [InlineData("static class X { public static void Forget(this Task t, Action<Exception> e) { } } class C(NetworkStream n) { void Dispose() { n.DisposeAsync().AsTask().Forget(Console.WriteLine); } }")]
    [InlineData("class C(MemoryStream n) { void Dispose() { _ = n.DisposeAsync(); } }")]
    [InlineData("class C { TcpClient _c; async Task CloseAsync() { try { await Task.Yield(); _c.Close(); } catch (Exception e) { Trace.TraceError(e.Message); } } void Stop() { _ = CloseAsync(); } }")]
    [InlineData("class C(WebSocket ws) { Task End() => ws.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default).ContinueWith(t => Trace.TraceWarning(\"{0}\", t.Exception)); }")]
    [InlineData("class C(WebSocket ws) { void See(Task t) { } Task End() => ws.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default).ContinueWith(t => See(t)); }")]
    [InlineData("class C(WebSocket ws) { void See(Task t) { } Task End() => ws.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default).ContinueWith(See); }")]
    [InlineData("class C(Task loop, Socket s) { async Task Stop() { await loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); s.Close(); } }")]
    [InlineData("class C(NetworkStream n) { async void Dispose() { try { await n.DisposeAsync(); } catch (IOException e) { Trace.TraceError(e.Message); } } }")]
    [InlineData("class C(NetworkStream n) { async void OnClick() { await n.WriteAsync(new byte[1]); await n.DisposeAsync(); } }")]
    [InlineData("class C(Socket s) { void Drop() { _ = Task.Run(() => { try { s.Close(); } catch (SocketException e) { Trace.TraceError(e.Message); } catch (Exception e) { Trace.TraceError(e.Message); } }); } }")]
    public Task Silent_SomebodyCanSeeIt(string source) => Rule.ReportsAsync("PH0003", source);
}
