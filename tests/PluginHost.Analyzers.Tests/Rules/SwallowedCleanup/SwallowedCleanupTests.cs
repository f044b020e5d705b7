using Microsoft.CodeAnalysis;
using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.SwallowedCleanup;

public sealed class SwallowedCleanupTests
{
    private static readonly SwallowedCleanupRule Rule = new();

    [Theory]
    // In a method that closes, and anywhere else where nothing but closing is tried.
    [InlineData("class C(TcpListener listener) { void StopQuiet() { try { listener.Stop(); } [|catch|] (SocketException) { } } }")]
    [InlineData("class C { void Reset(Socket s) { try { s.Shutdown(SocketShutdown.Both); } [|catch|] { } } }")]
    [InlineData("class C { void Reset(Socket s) { try { s.Shutdown(SocketShutdown.Both); } [|catch|] { return; } s.Close(); } }")]
    [InlineData("class C { void Reset(Socket s, Socket other) { try { s.Shutdown(SocketShutdown.Both); } [|catch|] { } other.Close(); } }")]
    [InlineData("class C : IDisposable { readonly TcpClient _c = new(); public void Dispose() { try { _c.Close(); } [|catch|] (Exception) { /* ignore */ } } }")]
    [InlineData("class C : IDisposable { readonly Socket _s; void IDisposable.Dispose() { try { _s.Send([1]); _s.Dispose(); } [|catch|] (SocketException) { } } }")]
    [InlineData("class C { void Connect(Socket old) { try { if (old.Connected) { old.Close(); } } [|catch|] { } } }")]
    [InlineData("class C { readonly Socket _s; ~C() { try { _s.Close(); } [|catch|] { } } }")]
    [InlineData("class C { void CloseAll(List<Socket> all) { foreach (var s in all) { try { s?.Close(); } [|catch|] { continue; } } } }")]
    [InlineData("class C { bool Disconnect(Socket s) { try { s.Disconnect(false); return true; } [|catch|] { return false; } } }")]
    [InlineData("class C { bool _closed; void Close(Socket s) { try { s.Close(); } [|catch|] (SocketException) { _closed = true; } } }")]
    [InlineData("class C { void Close(Socket s) { try { s.Close(); } [|catch|] (SocketException ex) { Debug.WriteLine(ex); } } }")]
    [InlineData("class C { void Close(Socket s) { try { s.Close(); } [|catch|] (Exception ex) { var unused = ex.Message; _ = ex; } } }")]
    [InlineData("class C { void Close(Socket s) { try { s.Close(); } [|catch|] (Exception ex) when (ex is SocketException or IOException) { } } }")]
    [InlineData("class C { bool _closing; void Close(Socket s) { try { s.Close(); } [|catch|] (Exception) when (_closing) { } } }")]
    [InlineData("class C { void Close(Socket s) { try { s.Close(); } [|catch|] (Exception ex) { if (ex is ObjectDisposedException) { return; } } } }")]
    [InlineData("class C { void Close(Socket s) { try { s.Close(); } catch (ObjectDisposedException) { } [|catch|] (SocketException) { } catch (Exception e) { Trace.TraceError(e.Message); } } }")]
    // In a finally, and in a handler.
    [InlineData("class C { void Serve(TcpClient c) { try { c.Client.Send([1]); } finally { try { c.Client.Send([2]); c.Close(); } [|catch|] { } } } }")]
    [InlineData("class C { void Serve(TcpClient c) { try { c.Client.Send([1]); } catch { try { c.Close(); } [|catch|] { } throw; } } }")]
    // Asynchronous.
    [InlineData("class C(WebSocket ws) { async Task EndAsync() { try { await ws.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default); } [|catch|] (WebSocketException) { } } }")]
    [InlineData("class C(WebSocket ws, CancellationToken ct) { async Task EndAsync() { try { await ws.CloseAsync(WebSocketCloseStatus.NormalClosure, null, ct); } [|catch|] (OperationCanceledException) { } } }")]
    [InlineData("class C : IAsyncDisposable { readonly NamedPipeClientStream _p = new(\"x\"); public async ValueTask DisposeAsync() { try { await _p.DisposeAsync().ConfigureAwait(false); } [|catch|] { } } }")]
    [InlineData("class C(DbConnection db) { async Task StopAsync() { try { await db.CloseAsync(); } [|catch|] (DbException) { } } }")]
    // Streams over a connection.
    [InlineData("class C { TcpClient _c; Stream _stream; void End() { try { _stream.Flush(); _stream.Close(); } [|catch|] (IOException) { } } }")]
    [InlineData("class C { void End(TcpClient c) { var w = new StreamWriter(c.GetStream()); try { w.Dispose(); } [|catch|] { } } }")]
    [InlineData("class C { void End(Stream networkStream) { try { networkStream.Dispose(); } [|catch|] { } } }")]
    // The user's own types, known by what they own, by what they are called, by what their methods do.
    [InlineData("sealed class Wire : IDisposable { readonly Socket _s; public void Dispose() => _s.Dispose(); } class C { void End(Wire w) { try { w.Dispose(); } [|catch|] { } } }")]
    [InlineData("interface IConnection { void Close(); } class C { void End(IConnection c) { try { c.Close(); } [|catch|] { } } }")]
    [InlineData("class C { IDisposable _connection; void End() { try { _connection.Dispose(); } [|catch|] { } } }")]
    [InlineData("class C { Socket _s; void Close() { _s.Close(); } void Reconnect() { try { Close(); } [|catch|] { } } }")]
    [InlineData("class C { Socket _s; void CloseSocket() { _s.Close(); } void Close() { CloseSocket(); } void Reconnect() { try { this.Close(); } [|catch|] { } } }")]
    [InlineData("static class Sockets { public static void CloseNow(Socket s) => s.Close(); } class C { void Drop(Socket s) { try { Sockets.CloseNow(s); } [|catch|] { } } }")]
    [InlineData("abstract class Transport { protected abstract void Close(); void Drop() { try { Close(); } [|catch|] { } } }")]
    [InlineData("class C { Socket _s; void Free() { if (_s != null) { _s.Close(); _s = null; } } void Reconnect() { try { Free(); } [|catch|] { } } }")]
    [InlineData("class C { void End(List<Socket> all) { try { all.ForEach(one => one.Close()); } [|catch|] { } } }")]
    [InlineData("class C { void Answer(HttpListenerContext c) { try { c.Response.Close(); } [|catch|] (HttpListenerException) { } } }")]
    // As older code has them.
    [InlineData("class C { Socket _s; void OnDisconnect(IAsyncResult r) { try { _s.EndDisconnect(r); } [|catch|] (SocketException) { } } }")]
    [InlineData("class C { TcpClient _c; Stream _s; StreamReader _r; void Kill() { try { ((IDisposable)_c).Dispose(); _r.Close(); _s = null; } [|catch|] { } } }")]
    [InlineData("class C { Thread _t; Socket _s; bool _on; public event EventHandler Closed; void End() { try { if (_on) { _on = false; lock (this) { _s.Close(); } _t.Join(100); Closed?.Invoke(this, EventArgs.Empty); } } [|catch|] (Exception ex) { ex.ToString(); } } }")]
    [InlineData("class C { Socket _s; void End() { try { Interlocked.Exchange(ref _s, null)?.Dispose(); } [|catch|] { } } }")]
    [InlineData("class C { Socket _s; void End() { try { _s.Close(); } [|catch|] (Exception ex) { Debug.Fail(\"close: \" + ex.Message); } } }")]
    [InlineData("abstract class FtpDataStream : Stream { } class C { void End(FtpDataStream s) { try { s.Close(); } [|catch|] (IOException) { } } }")]
    [InlineData("class C : IDisposable { readonly NetworkStream _n; public void Dispose() { try { _n.Flush(); } [|catch|] (IOException) { } _n.Dispose(); } }")]
    [InlineData("class C { void Close(Socket s) { try { s.Close(); } [|catch|] (SocketException e) { if (e is { }) { } } } }")]
    public Task Report_Handler_Swallows(string source) => Rule.ReportsAsync("PH0003", source);

    [Theory]
    // It is told.
    [InlineData("class C(TcpListener listener, ILogger log) { void StopLoud() { try { listener.Stop(); } catch (SocketException ex) { log.LogDebug(ex, \"stop\"); } } }")]
    [InlineData("class C(TcpListener listener) { void StopHalf() { try { listener.Stop(); } catch (SocketException ex) when (ex.ErrorCode == 10038) { } } }")]
    [InlineData("class C(Socket s) { void Close() { try { s.Close(); } catch (SocketException ex) when (ex is { SocketErrorCode: SocketError.NotConnected }) { } } }")]
    [InlineData("class C(Socket s) { bool Known(Exception e) => true; void Close() { try { s.Close(); } catch (Exception ex) when (Known(ex)) { } } }")]
    [InlineData("class C(Socket s) { void Close() { try { s.Close(); } catch (SocketException ex) { if (ex.SocketErrorCode != SocketError.NotConnected) { Environment.ExitCode = 1; } } } }")]
    [InlineData("class C(Socket s) { void Close() { try { s.Close(); } catch { throw; } } }")]
    [InlineData("class C(Socket s) { void Close() { try { s.Close(); } catch (Exception ex) { throw new IOException(\"close\", ex); } } }")]
    [InlineData("class C(Socket s) { void Close() { try { s.Close(); } catch (Exception ex) { Log(ex); } } void Log(Exception e) { } }")]
    [InlineData("class C(Socket s) { event Action<Exception> OnError; void Close() { try { s.Close(); } catch (Exception ex) { OnError?.Invoke(ex); } } }")]
    [InlineData("class L { public void Write(string m, object e) { } } class C(Socket s, L sink) { void Close() { try { s.Close(); } catch (Exception ex) { sink.Write(\"x\", ex); } } }")]
    [InlineData("class C(Socket s) { void Close() { try { s.Close(); } catch { Log(\"close failed\"); } } void Log(string e) { } }")]
    [InlineData("class C(Socket s, ILogger log) { void Close() { try { s.Close(); } catch (Exception) { if (log.IsEnabled(LogLevel.Debug)) { log.LogDebug(\"close failed\"); } } } }")]
    [InlineData("class C(Socket s) { void Close() { try { s.Close(); } catch (Exception ex) { Console.Error.WriteLine(ex.Message); } } }")]
    [InlineData("class C(Socket s) { void Close() { try { s.Close(); } catch (Exception ex) { Trace.WriteLine($\"close: {ex}\"); } } }")]
    [InlineData("class C(Socket s) { Exception _last; void Close() { try { s.Close(); } catch (Exception ex) { _last = ex; } } }")]
    [InlineData("class C(Socket s) { void Close(List<Exception> all) { try { s.Close(); } catch (Exception ex) { all.Add(ex); } } }")]
    [InlineData("class C(Socket s, TaskCompletionSource done) { void Close() { try { s.Close(); } catch (Exception ex) { done.TrySetException(ex); } } }")]
    [InlineData("class C(Socket s) { Exception Close() { Exception first = null; try { s.Close(); } catch (Exception ex) { first = ex; } return first; } }")]
    [InlineData("[System.Diagnostics.Tracing.EventSource] class Events : System.Diagnostics.Tracing.EventSource { public void Lost() { } } class C(Socket s, Events e) { void Close() { try { s.Close(); } catch { e.Lost(); } } }")]
    [InlineData("class C(Socket s) { void Close() { try { s.Close(); } catch (SocketException) { Info(\"peer was faster\"); } } void Info(string text) { } }")]
    [InlineData("class C { int _n; void Reset() { _n = 0; } void Reconnect(Socket s) { try { Reset(); s.Connect(\"h\", 1); } catch { } } }")]
    [InlineData("class C { void Work(List<Socket> all) { try { all.ForEach(one => { one.Send([1]); one.Close(); }); } catch { } } }")]
    // A goodbye that is not heard; the close behind it comes whatever it threw.
    [InlineData("class C { void Reset(Socket s) { try { s.Shutdown(SocketShutdown.Both); } catch { } s.Close(); } }")]
    [InlineData("class C { async Task EndAsync(WebSocket ws) { try { if (ws.State == WebSocketState.Open) { using var t = new CancellationTokenSource(TimeSpan.FromSeconds(2)); await ws.CloseAsync(WebSocketCloseStatus.NormalClosure, null, t.Token); } } catch (Exception) { } finally { ws.Dispose(); } } }")]
    [InlineData("class C { TcpClient _c; void Stop() { try { _c?.Client.Shutdown(SocketShutdown.Both); } catch (SocketException) { } finally { _c?.Close(); } } }")]
    // It is expected.
    [InlineData("class C(Socket s) { void Close() { try { s.Close(); } catch (ObjectDisposedException) { } } }")]
    [InlineData("class C(Socket s) { void Close() { try { s.Close(); } catch (Exception ex) when (ex is ObjectDisposedException) { } } }")]
    [InlineData("class C(Socket s, Task loop) { async Task StopAsync() { try { await loop; s.Close(); } catch (OperationCanceledException) { } } }")]
    [InlineData("class C(Socket s, Task loop, CancellationTokenSource c) { async Task StopAsync() { c.Cancel(); try { await loop; } catch (Exception) { } s.Close(); } }")]
    [InlineData("class C(WebSocket ws) { async Task StopAsync(CancellationToken ct) { try { await ws.CloseAsync(WebSocketCloseStatus.NormalClosure, null, ct); } catch (OperationCanceledException) when (ct.IsCancellationRequested) { } } }")]
    [InlineData("class C(WebSocket ws) { async Task StopAsync() { try { await ws.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default); } catch { ws.Abort(); } } }")]
    [InlineData("class C(Socket s) { bool TryClose() { try { s.Close(); return true; } catch (SocketException) { return false; } } }")]
    // It is no connection, or no cleanup.
    [InlineData("class C(FileStream f) { void Dispose() { try { f.Close(); } catch { } } }")]
    [InlineData("class C(CancellationTokenSource c, Timer t) { void Stop() { try { c.Cancel(); c.Dispose(); t.Dispose(); } catch { } } }")]
    [InlineData("class C { readonly StreamWriter _log = new(\"x.log\"); void Dispose() { try { _log.Dispose(); } catch { } } }")]
    [InlineData("class C { TcpClient _c; readonly StreamWriter _out = new(File.Create(\"x\")); void Dispose() { try { _out.Dispose(); } catch { } } }")]
    [InlineData("class C { void End(MemoryStream client) { try { client.Dispose(); } catch { } } }")]
    [InlineData("class Dialog { public void Close() { } } class C { void Close(Dialog d) { try { d.Close(); } catch { } } }")]
    [InlineData("class C { void Poll(TcpClient c) { try { c.Connect(\"h\", 1); c.Client.Send([1]); c.Close(); } catch (SocketException) { } } }")]
    [InlineData("class C { Socket _s; void CloseQuietly() { try { _s.Close(); } catch (Exception e) { Trace.TraceWarning(e.Message); } } void Reconnect() { try { CloseQuietly(); } catch { } } }")]
    [InlineData("class C(Socket s) { void Close() { try { Task.Run(() => s.Close()).Wait(); } catch { } } }")]
    [InlineData("class C(Socket s) { void Close() { try { s.Close(); } finally { s = null; } } }")]
    [InlineData("class Window { public void Hide() { } } class Base : System.ComponentModel.Component { } class Form : Base { readonly TcpClient _c; void End() => _c.Close(); protected override void Dispose(bool d) => _c.Close(); } class C { void Close(Form f) { try { f.Dispose(); } catch { } } }")]
    [InlineData("class C { IDisposable _connectionSubscription; void Close() { try { _connectionSubscription.Dispose(); } catch { } } }")]
    [InlineData("class C(NetworkStream n) { void Send() { try { n.Flush(); } catch (IOException) { } } }")]
    [InlineData("class C(Thread connectionThread) { void Stop() { try { connectionThread.Interrupt(); connectionThread.Join(); } catch { } } }")]
    [InlineData("class C(Socket s) { void Close() { try { s.Close(); } catch (SocketException e) { if (e is { ErrorCode: 1 }) { Environment.ExitCode = 1; } } } }")]
    public Task Silent_Handler_TellsOrNeedNot(string source) => Rule.ReportsAsync("PH0003", source);

    [Fact]
    public Task Silent_CleanupThatOtherRulesAskFor_IsNoFinding() => Rule.ReportsAsync("PH0003", """
        sealed class Amp(ILogger log) : IDisposable
        {
            private NamedPipeClientStream _pipe = new("amp");
            private readonly SemaphoreSlim _gate = new(1);
            private bool _on = true;

            void OnBroken() { _pipe.Dispose(); _pipe = new NamedPipeClientStream("amp"); }

            async Task<NamedPipeClientStream> OpenAsync(byte[] key, CancellationToken ct)
            {
                var pipe = new NamedPipeClientStream("amp");
                try { await pipe.ConnectAsync(ct); await pipe.WriteAsync(key, ct); return pipe; }
                catch { await pipe.DisposeAsync(); throw; }
            }

            async Task<int> PollAsync(byte[] b)
            {
                using var t = new CancellationTokenSource(800);
                try { return await _pipe.ReadAsync(b, t.Token); }
                catch (OperationCanceledException) { await _pipe.DisposeAsync(); throw; }
            }

            void Bye(TcpListener l) { using var c = l.AcceptTcpClient(); c.Client.Shutdown(SocketShutdown.Both); }

            void Run()
            {
                while (_on)
                {
                    try { using var p = new NamedPipeClientStream("amp"); p.Connect(); p.ReadByte(); }
                    catch (IOException e) { log.LogWarning(e, "again"); Thread.Sleep(2000); }
                }
            }

            void Send(Socket s, byte[] b) { _gate.Wait(); try { s.Send(b); } finally { _gate.Release(); } }

            public void Dispose() { _on = false; _pipe.Dispose(); }
        }
        """);

    [Fact]
    public Task Report_HelperThatSwallows_OnceInTheHelper() => Rule.ReportsAsync("PH0003", """
        static class Sockets
        {
            public static void CloseQuietly(this Socket socket)
            {
                try
                {
                    socket.Close();
                }
                [|catch|] (Exception)
                {
                }
            }
        }

        sealed class Client(Socket socket) : IDisposable
        {
            public void Dispose()
            {
                try { socket.CloseQuietly(); } catch { }
            }
        }
        """);

    [Fact]
    public async Task Message_HandlerSkipsDispose_SaysSo()
    {
        var found = await Rule.ReportsAsync("PH0003", """
            class C(Socket s)
            {
                void Close() { try { s.Shutdown(SocketShutdown.Both); s.Close(); } [|catch|] (SocketException) { } }
                void CloseAnyway() { try { s.Shutdown(SocketShutdown.Both); s.Close(); } [|catch|] (SocketException) { } finally { s.Dispose(); } }
                void CloseAfter() { try { s.Shutdown(SocketShutdown.Both); } catch (SocketException) { } s.Close(); }
            }
            """);
        Assert.Equal(
            [
                "What 's.Shutdown' throws is swallowed here, and 's.Close' behind it is skipped",
                "What 's.Shutdown' throws is swallowed here",
            ],
            found.Select(one => one.GetMessage()));
    }

    [Fact]
    public Task Report_PartialTypes_AcrossTheirParts() => Rule.ReportsAsync("PH0003", """
        partial class Session { private TcpClient _tcp; private void CloseCore() { _tcp.Close(); } }
        partial class Session { public void Reset() { try { CloseCore(); } [|catch|] { } } }
        """);

    [Fact]
    public Task Report_RecordsLocalFunctionsAndLambdas_AsMethods() => Rule.ReportsAsync("PH0003", """
        record Link(TcpClient Tcp)
        {
            public void End() { Shut(); void Shut() { try { Tcp.Client.Send([0]); Tcp.Close(); } [|catch|] { } } }
            public Action Later() => () => { try { Tcp.Close(); } [|catch|] { } };
            public Action Work() => () => { try { Tcp.Client.Send([1]); Tcp.Close(); } catch { } };
        }
        """);

    [Fact]
    public Task Report_TopLevelStatements_AsAMethod() => Rule.ReportsAsync(
        "PH0003",
        """
        var client = new TcpClient("localhost", 1);
        try { client.Close(); } [|catch|] { }
        """,
        kind: OutputKind.ConsoleApplication);

    [Fact]
    public Task Report_DriverOnLentTransports_ItsOwnCloses() => Rule.ReportsAsync("PH0003", """
        namespace PluginHost;

        sealed class MeterConnection(IStreamTransport stream, ILogger log) : IDeviceConnection
        {
            public Task ExecuteAsync(CommandBatch commands, Deadline deadline) => Task.CompletedTask;

            public async Task CloseAsync(Deadline deadline)
            {
                try { await stream.DisposeAsync(); } catch (IOException e) { log.LogDebug(e, "close"); }
            }

            public async ValueTask DisposeAsync()
            {
                try { await stream.DisposeAsync(); } [|catch|] (IOException) { }
            }
        }
        """);

    [Fact]
    public Task Silent_DriverOnLentTransports_BudgetIsNoConnection() => Rule.ReportsAsync("PH0003", """
        namespace PluginHost;

        sealed class MeterConnection(IStreamTransport stream, Deadline own) : IDeviceConnection
        {
            public Task ExecuteAsync(CommandBatch commands, Deadline deadline) => Task.CompletedTask;

            public ValueTask DisposeAsync()
            {
                try { own.Dispose(); } catch { }
                return stream.DisposeAsync();
            }
        }
        """);

    [Fact]
    public async Task Options_NamesLogsAndExpected_Count()
    {
        const string Source = """
            namespace Net;
            sealed class BusyException : Exception;
            static class Sink { public static void Put(string text) { } }
            interface IConnection { void Farewell(); }
            class C(IConnection c, Socket s)
            {
                void End() { try { c.Farewell(); } [|catch|] { } }
                void Close() { try { s.Close(); } catch { Sink.Put("close"); } }
                void Stop() { try { s.Close(); } catch (BusyException) { } }
            }
            """;
        await Rule.ReportsAsync("PH0003", Source, new Dictionary<string, string>
        {
            ["dotnet_code_quality.PH.closing_method_names"] = "Farewell",
            ["dotnet_code_quality.PH0003.log_methods"] = "M:Net.Sink.Put(System.String)",
            ["dotnet_code_quality.PH0003.expected_cleanup_exceptions"] = "T:Net.BusyException | System.TimeoutException",
        });
    }

    [Fact]
    public Task Options_DisposingMembersAndAnnotations_Close() => Rule.ReportsAsync(
        "PH0003",
        """
        sealed class DisposesAttribute : Attribute;
        interface IPool { void Return(Socket socket); [Disposes] void Retire(Socket socket); void Lend(Socket socket); }
        class C(IPool pool, Socket s)
        {
            void A() { try { pool.Return(s); } [|catch|] { } }
            void B() { try { pool.Retire(s); } [|catch|] { } }
            void D() { try { pool.Lend(s); } catch { } }
        }
        """,
        new Dictionary<string, string> { ["dotnet_code_quality.PH.disposing_members"] = "IPool.Return" });

    [Fact]
    public async Task Generated_OutsideAHost_IsLeftAlone()
    {
        const string Source = """
            // <auto-generated/>
            class C(Socket s) { void Close() { try { s.Close(); } CATCH { } } }
            """;
        await Rule.ReportsAsync("PH0003", Source.Replace("CATCH", "catch", StringComparison.Ordinal));
        await Rule.ReportsAsync("PH0003", Source.Replace("CATCH", "[|catch|]", StringComparison.Ordinal), new Dictionary<string, string> { ["ph_host_mode"] = "true" });
    }

    [Fact]
    public async Task Stress_LongMethodAndLongExpression_EachFound()
    {
        var tries = string.Concat(Enumerable.Repeat("try { s.Shutdown(SocketShutdown.Both); s.Close(); } catch { }\n", 1_000));
        var sum = string.Join(" + ", Enumerable.Repeat("text", 5_000));
        var subject = Compiled.From([$"class C {{ void Close(Socket s, string text) {{ {tries} try {{ s.Close(); }} catch {{ text = {sum}; }} }} }}"]).WithoutErrors();
        Assert.Equal(1_001, (await Rule.RunAsync(subject)).Count);
    }

    [Fact]
    public Task Stress_MethodsThatCallEachOther_End() => Rule.ReportsAsync("PH0003", """
        class C<T>
        {
            private Socket _s;
            void CloseA() { CloseB(); StopC(); }
            void CloseB() { CloseA(); new C<List<T>>().CloseA(); }
            void StopC() { CloseA(); CloseB(); _s.Close(); }
            void Reset() { try { CloseA(); } [|catch|] { } }
        }
        """);

    [Fact]
    public async Task Incomplete_HalfTypedCode_IsNoFault()
    {
        var half = Compiled.From(["class C { void Close(Socket s) { try { s.Close(; Missing.Close(); x?. } catch (Unknown e) when (e. ) { e } finally { _ = s.CloseAsync( } } async void Dispose() => await"]);
        await Rule.RunAsync(half);
    }
}
