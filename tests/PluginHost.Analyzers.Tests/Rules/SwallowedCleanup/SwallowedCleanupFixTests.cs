using PluginHost.Analyzers.CodeFixes.Rules;
using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.SwallowedCleanup;

public sealed class SwallowedCleanupFixTests
{
    private static readonly SwallowedCleanupRule Rule = new();
    private static readonly SwallowedCleanupFixer Fix = new();

    [Fact]
    public Task Log_LoggerInAField_TakesIt() => Rule.FixesAsync(
        Fix,
        """
        class C
        {
            private readonly ILogger<C> _log;
            private readonly Socket _socket;

            void Close()
            {
                try
                {
                    _socket.Close();
                }
                catch (SocketException)
                {
                    // best effort
                }
            }
        }
        """,
        """
        class C
        {
            private readonly ILogger<C> _log;
            private readonly Socket _socket;

            void Close()
            {
                try
                {
                    _socket.Close();
                }
                catch (SocketException ex)
                {
                    _log.LogWarning(ex, "Closing the connection failed");
                    // best effort
                }
            }
        }
        """);

    [Theory]
    // A primary constructor's parameter, a method's, a property, a static field; one line stays one line.
    [InlineData(
        "class C(Socket s, ILogger log) { void Close() { try { s.Close(); } catch { } } }",
        "class C(Socket s, ILogger log) { void Close() { try { s.Close(); } catch (Exception ex) { log.LogWarning(ex, \"Closing the connection failed\"); } } }")]
    [InlineData(
        "class C { void Close(Socket s, ILogger log) { try { s.Close(); } catch (SocketException) { } } }",
        "class C { void Close(Socket s, ILogger log) { try { s.Close(); } catch (SocketException ex) { log.LogWarning(ex, \"Closing the connection failed\"); } } }")]
    [InlineData(
        "class C { ILogger Log { get; } void Close(Socket s) { try { s.Close(); } catch (SocketException e) { return; } } }",
        "class C { ILogger Log { get; } void Close(Socket s) { try { s.Close(); } catch (SocketException e) { Log.LogWarning(e, \"Closing the connection failed\"); return; } } }")]
    [InlineData(
        "class C { static readonly ILogger Log; static void Close(Socket s) { try { s.Close(); } catch (SocketException) { } } }",
        "class C { static readonly ILogger Log; static void Close(Socket s) { try { s.Close(); } catch (SocketException ex) { Log.LogWarning(ex, \"Closing the connection failed\"); } } }")]
    [InlineData(
        "class B { protected ILogger @event; } class C : B { void Close(Socket s) { try { s.Close(); } catch (SocketException) { } } }",
        "class B { protected ILogger @event; } class C : B { void Close(Socket s) { try { s.Close(); } catch (SocketException ex) { @event.LogWarning(ex, \"Closing the connection failed\"); } } }")]
    // None in reach: an instance field in a static method, a private field of the base, another kind of logger.
    [InlineData(
        "class C { readonly ILogger _log; static void Close(Socket s) { try { s.Close(); } catch (SocketException) { } } }",
        "class C { readonly ILogger _log; static void Close(Socket s) { try { s.Close(); } catch (SocketException ex) { Trace.TraceWarning(\"Closing the connection failed: {0}\", ex); } } }")]
    [InlineData(
        "class B { private ILogger _log; } class C : B { void Close(Socket s) { try { s.Close(); } catch (SocketException) { } } }",
        "class B { private ILogger _log; } class C : B { void Close(Socket s) { try { s.Close(); } catch (SocketException ex) { Trace.TraceWarning(\"Closing the connection failed: {0}\", ex); } } }")]
    [InlineData(
        "class C(Socket s, ILogger log) { void Close() { static void Shut(Socket x) { try { x.Close(); } catch (SocketException) { } } Shut(s); } }",
        "class C(Socket s, ILogger log) { void Close() { static void Shut(Socket x) { try { x.Close(); } catch (SocketException ex) { Trace.TraceWarning(\"Closing the connection failed: {0}\", ex); } } Shut(s); } }")]
    [InlineData(
        "class C(Socket s) { readonly ILogger _log; readonly Action<Socket> _close = x => { try { x.Close(); } catch (SocketException) { } }; }",
        "class C(Socket s) { readonly ILogger _log; readonly Action<Socket> _close = x => { try { x.Close(); } catch (SocketException ex) { Trace.TraceWarning(\"Closing the connection failed: {0}\", ex); } }; }")]
    [InlineData(
        "class C { readonly ILogger _log; class D { void Close(Socket s) { try { s.Close(); } catch (SocketException) { } } } }",
        "class C { readonly ILogger _log; class D { void Close(Socket s) { try { s.Close(); } catch (SocketException ex) { Trace.TraceWarning(\"Closing the connection failed: {0}\", ex); } } } }")]
    [InlineData(
        "struct C(ILogger log) { readonly ILogger _log = log; Action Close(Socket s) => () => { try { s.Close(); } catch (SocketException) { } }; }",
        "struct C(ILogger log) { readonly ILogger _log = log; Action Close(Socket s) => () => { try { s.Close(); } catch (SocketException ex) { Trace.TraceWarning(\"Closing the connection failed: {0}\", ex); } }; }")]
    // Names that are taken.
    [InlineData(
        "class C { int ex; void Close(Socket s, string exception) { ex = 1; try { s.Close(); } catch { ex = 2; } } }",
        "class C { int ex; void Close(Socket s, string exception) { ex = 1; try { s.Close(); } catch (Exception error) { Trace.TraceWarning(\"Closing the connection failed: {0}\", error); ex = 2; } } }")]
    [InlineData(
        "namespace N { class Exception { } class Trace { } class C { void Close(Socket s) { try { s.Close(); } catch { } } } }",
        "namespace N { class Exception { } class Trace { } class C { void Close(Socket s) { try { s.Close(); } catch (System.Exception ex) { System.Diagnostics.Trace.TraceWarning(\"Closing the connection failed: {0}\", ex); } } } }")]
    // What was there stays there.
    [InlineData(
        "class C { bool _c; void Close(Socket s) { try { s.Close(); } catch { /* ignore */ } } }",
        "class C { bool _c; void Close(Socket s) { try { s.Close(); } catch (Exception ex) { /* ignore */ Trace.TraceWarning(\"Closing the connection failed: {0}\", ex); } } }")]
    [InlineData(
        "class C { bool _c; void Close(Socket s) { try { s.Close(); } catch when (_c) { } } }",
        "class C { bool _c; void Close(Socket s) { try { s.Close(); } catch (Exception ex) when (_c) { Trace.TraceWarning(\"Closing the connection failed: {0}\", ex); } } }")]
    public Task Log_AnyScope_CompilesAndIsClean(string before, string after) => Rule.FixesAsync(Fix, before, after, "Log the exception");

    [Fact]
    public Task Narrow_EmptyHandler_ToWhatIsExpected() => Rule.FixesAsync(
        Fix,
        "class C { void Close(Socket s) { try { s.Close(); } catch { } try { s.Close(); } catch (ObjectDisposedException) { } } }",
        "class C { void Close(Socket s) { try { s.Close(); } catch (ObjectDisposedException) { } try { s.Close(); } catch (ObjectDisposedException) { } } }",
        "ObjectDisposedException");

    [Fact]
    public Task Move_SkippedClose_IntoFinally() => Rule.FixesAsync(
        Fix,
        """
        class C
        {
            private Socket _socket;

            void Close()
            {
                try
                {
                    _socket.Shutdown(SocketShutdown.Both);

                    // and gone
                    _socket.Close();
                    _socket = null;
                }
                catch (SocketException)
                {
                }

                GC.KeepAlive(this);
            }
        }
        """,
        """
        class C
        {
            private Socket _socket;

            void Close()
            {
                try
                {
                    _socket.Shutdown(SocketShutdown.Both);
                }
                catch (SocketException ex)
                {
                    Trace.TraceWarning("Closing the connection failed: {0}", ex);
                }
                finally
                {
                    // and gone
                    _socket?.Close();
                    _socket = null;
                }

                GC.KeepAlive(this);
            }
        }
        """);

    [Fact]
    public Task Move_LoggerInThePrimaryConstructor_BothAtOnce() => Rule.FixesAsync(
        Fix,
        """
        sealed class Link(TcpClient client, ILogger<Link> log) : IDisposable
        {
            public void Dispose()
            {
                try
                {
                    client.Client.Shutdown(SocketShutdown.Both);
                    client.Close();
                }
                catch (SocketException)
                {
                }
            }
        }
        """,
        """
        sealed class Link(TcpClient client, ILogger<Link> log) : IDisposable
        {
            public void Dispose()
            {
                try
                {
                    client.Client.Shutdown(SocketShutdown.Both);
                }
                catch (SocketException ex)
                {
                    log.LogWarning(ex, "Closing the connection failed");
                }
                finally
                {
                    client?.Close();
                }
            }
        }
        """,
        "finally");

    [Fact]
    public Task Move_CloseThatNeedsWhatTheTryDeclares_IsNotOffered() => Rule.FixesAsync(
        Fix,
        "class C { void Close(TcpClient c) { try { var s = c.Client; s.Shutdown(SocketShutdown.Both); s.Close(); } catch (SocketException) { } } }",
        "class C { void Close(TcpClient c) { try { var s = c.Client; s.Shutdown(SocketShutdown.Both); s.Close(); } catch (SocketException ex) { Trace.TraceWarning(\"Closing the connection failed: {0}\", ex); } } }");

    [Theory]
    [InlineData(
        "class C(NetworkStream n) { async Task StopAsync() { _ = n.DisposeAsync(); await Task.Yield(); } }",
        "class C(NetworkStream n) { async Task StopAsync() { await n.DisposeAsync(); await Task.Yield(); } }")]
    [InlineData(
        "class C(NetworkStream n) { async Task StopAsync() { n.DisposeAsync().ConfigureAwait(false); await Task.Yield(); } }",
        "class C(NetworkStream n) { async Task StopAsync() { await n.DisposeAsync().ConfigureAwait(false); await Task.Yield(); } }")]
    [InlineData(
        "class C(NetworkStream n, ILogger log) { void Stop() { _ = n.DisposeAsync(); } }",
        "class C(NetworkStream n, ILogger log) { void Stop() { _ = n.DisposeAsync().AsTask().ContinueWith(closing => log.LogWarning(closing.Exception, \"Closing the connection failed\"), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default); } }")]
    [InlineData(
        "interface IConnection { Task CloseAsync(); } class C(IConnection c) { void Stop() { c.CloseAsync(); } }",
        "interface IConnection { Task CloseAsync(); } class C(IConnection c) { void Stop() { _ = c.CloseAsync().ContinueWith(closing => Trace.TraceWarning(\"Closing the connection failed: {0}\", closing.Exception), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default); } }")]
    public Task Discarded_Task_IsAwaitedOrFollowed(string before, string after) => Rule.FixesAsync(Fix, before, after);

    [Theory]
    [InlineData("class C(WebSocket ws) { Task End() => ws.CloseAsync(WebSocketCloseStatus.NormalClosure, null, default).ContinueWith(_ => { }); }")]
    [InlineData("class C(NetworkStream n) { async void Dispose() { await n.DisposeAsync(); } }")]
    [InlineData("class C(NetworkStream n) { void Dispose() => n.DisposeAsync(); }")]
    public Task OtherShapes_AreOfferedNone(string source) => Rule.OffersNoFixAsync(Fix, source);

    [Fact]
    public Task FixAll_WholeDocument_LogsEach() => Rule.FixesAllAsync(
        Fix,
        """
        class C(Socket s, ILogger log)
        {
            void Close()
            {
                try { s.Close(); } catch { }
            }

            void Stop()
            {
                try { s.Close(); } catch (SocketException) { }
                try { s.Dispose(); }
                catch (SocketException ex) { return; }
                catch (IOException)
                {
                }
            }
        }
        """,
        """
        class C(Socket s, ILogger log)
        {
            void Close()
            {
                try { s.Close(); } catch (Exception ex) { log.LogWarning(ex, "Closing the connection failed"); }
            }

            void Stop()
            {
                try { s.Close(); } catch (SocketException ex) { log.LogWarning(ex, "Closing the connection failed"); }
                try { s.Dispose(); }
                catch (SocketException ex) { log.LogWarning(ex, "Closing the connection failed"); return; }
                catch (IOException exception)
                {
                    log.LogWarning(exception, "Closing the connection failed");
                }
            }
        }
        """);

    private const string Plain = "void Close(Socket s) { try { s.Close(); } catch (SocketException) { } } ";

    private const string PlainFixed = "void Close(Socket s) { try { s.Close(); } catch (SocketException ex) { Trace.TraceWarning(\"Closing the connection failed: {0}\", ex); } } ";

    private const string Skipping = """
        void Stop(Socket s)
            {
                try
                {
                    s.Shutdown(SocketShutdown.Both);
                    s.Close();
                }
                catch (SocketException)
                {
                }
                catch (IOException)
                {
                }
            }
        }
        """;

    private const string SkippingFixed = """
        void Stop(Socket s)
            {
                try
                {
                    s.Shutdown(SocketShutdown.Both);
                }
                catch (SocketException ex)
                {
                    Trace.TraceWarning("Closing the connection failed: {0}", ex);
                }
                catch (IOException exception)
                {
                    Trace.TraceWarning("Closing the connection failed: {0}", exception);
                }
                finally
                {
                    s?.Close();
                }
            }
        }
        """;

    [Theory]
    [InlineData("", "", 0)]
    [InlineData(Plain, PlainFixed, 0)]
    // Nothing can be done about the first.
    [InlineData("async void End(NetworkStream n) { await n.DisposeAsync(); } ", "async void End(NetworkStream n) { await n.DisposeAsync(); } ", 1)]
    public Task FixAll_EachFindingItsOwnBest(string before, string after, int left) =>
        Rule.FixesAllAsync(Fix, "class C\n{\n    " + before + Skipping, "class C\n{\n    " + after + SkippingFixed, left: left);

    [Theory]
    // A handler in a handler, a handler in a task that is dropped, and one finding only that can be treated so.
    [InlineData(
        "class C { void Close(Socket s, Socket t) { try { s.Close(); } catch { try { t.Close(); } catch { } } } }",
        "class C { void Close(Socket s, Socket t) { try { s.Close(); } catch (Exception ex) { Trace.TraceWarning(\"Closing the connection failed: {0}\", ex); try { t.Close(); } catch (Exception exception) { Trace.TraceWarning(\"Closing the connection failed: {0}\", exception); } } } }",
        "")]
    [InlineData(
        "class C { void Close(Socket s) { try { s.Close(); } catch { } } async Task StopAsync(NetworkStream n) { _ = n.DisposeAsync(); await Task.Yield(); } }",
        "class C { void Close(Socket s) { try { s.Close(); } catch (ObjectDisposedException) { } } async Task StopAsync(NetworkStream n) { _ = n.DisposeAsync(); await Task.Yield(); } }",
        "ObjectDisposedException")]
    public Task FixAll_OneInAnotherOrOneKindOnly(string before, string after, string title) => Rule.FixesAllAsync(Fix, before, after, titleContains: title, left: title.Length == 0 ? 0 : 1);

    [Fact]
    public Task Move_WhatIsSaidOfTheHandler_StaysWithIt() => Rule.FixesAsync(
        Fix,
        """
        class C
        {
            void Close(Socket s)
            {
                try { s.Shutdown(SocketShutdown.Both); s.Close(); } catch (SocketException) { } // gone
            }
        }
        """,
        """
        class C
        {
            void Close(Socket s)
            {
                try { s.Shutdown(SocketShutdown.Both); }
                catch (SocketException ex) { Trace.TraceWarning("Closing the connection failed: {0}", ex); } // gone
                finally
                {
                    s?.Close();
                }
            }
        }
        """);
}
