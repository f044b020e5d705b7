using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.UnclosedConnections;

/// <summary>The socket of an event-based accept, which belongs to whoever is called back.</summary>
public sealed class AcceptedByEventTests
{
    private const string Begin = """
        class Server
        {
            private readonly Socket _listen; private int _count; private readonly List<Socket> _all = new List<Socket>();
            public event Action<Socket> Connected;
            public Server(Socket listen) { _listen = listen; }
            private void Next(SocketAsyncEventArgs e) { e.AcceptSocket = null; if (!_listen.AcceptAsync(e)) Accepted(this, e); }
            private void Serve(Socket s) { lock (_all) _all.Add(s); }

        """;

    [Theory]
    [InlineData("PH0007", """
        private void Accepted(object sender, SocketAsyncEventArgs e)
        {
            if (e.SocketError == SocketError.Success)
            {
                var client = [|e.AcceptSocket|];
                if (++_count > 100) { _count--; Trace.TraceWarning("full"); }
                else { Serve(client); }
            }
            Next(e);
        }
        """)]
    [InlineData("PH0006", """
        private void Accepted(object sender, SocketAsyncEventArgs e)
        {
            if (e.SocketError == SocketError.Success)
            {
                if (++_count > 100) { [|e.AcceptSocket.Shutdown(SocketShutdown.Both)|]; }
                else { Serve(e.AcceptSocket); }
            }
            Next(e);
        }
        """)]
    [InlineData("PH0007", """
        private void Accepted(object sender, SocketAsyncEventArgs e)
        {
            if (e.SocketError != SocketError.Success) return;
            var s = [|e.AcceptSocket|];
            try
            {
                s.NoDelay = true;
                s.Send(new byte[] { 1 });
                _all.Add(s);
            }
            catch (SocketException x) { Trace.TraceError(x.Message); }
            Next(e);
        }
        """)]
    [InlineData("PH0007", """
        private void Accepted(object sender, SocketAsyncEventArgs e)
        {
            if (e.SocketError == SocketError.OperationAborted) { e.Dispose(); return; }
            if (e.SocketError == SocketError.Success)
            {
                var s = [|e.AcceptSocket|];
                e.AcceptSocket = null;
                if (_count > 9) { return; }
                Serve(s);
            }
            Next(e);
        }
        """)]
    public async Task Leak_IsReported(string id, string method) => await new ConnectionLifecycleRule().ReportsAsync(id, Begin + method + "\n}");

    [Theory]
    [InlineData("""
        private void Accepted(object sender, SocketAsyncEventArgs e)
        {
            var client = e.AcceptSocket;
            if (e.SocketError != SocketError.Success) { Trace.TraceError("accept: " + e.SocketError); Next(e); return; }
            if (client == null) { Next(e); return; }
            Serve(client);
            Next(e);
        }
        """)]
    [InlineData("""
        private void Accepted(object sender, SocketAsyncEventArgs e)
        {
            var s = e.AcceptSocket;
            if (e.SocketError != SocketError.Success) { s.Close(); e.Dispose(); return; }
            var read = new SocketAsyncEventArgs { UserToken = s };
            if (!s.ReceiveAsync(read)) Trace.TraceInformation("at once");
        }
        """)]
    [InlineData("""
        private void Accepted(object sender, SocketAsyncEventArgs e)
        {
            if (e.SocketError == SocketError.Success) Connected?.Invoke(e.AcceptSocket);
            else e.AcceptSocket?.Dispose();
            Next(e);
        }
        """)]
    [InlineData("""
        private volatile bool _isClosing;
        private void Accepted(object sender, SocketAsyncEventArgs e)
        {
            var client = e.AcceptSocket;
            if (_isClosing) return;
            Serve(client);
            Next(e);
        }
        """)]
    [InlineData("""
        private void Accepted(object sender, SocketAsyncEventArgs e)
        {
            if (e.SocketError == SocketError.Success) { Handle(e); }
            else { e.AcceptSocket?.Close(); }
            Next(e);
        }
        private void Handle(SocketAsyncEventArgs e) { Serve(e.AcceptSocket); }
        """)]
    [InlineData("""
        private void Accepted(object sender, SocketAsyncEventArgs e)
        {
            if (e.SocketError == SocketError.Success)
            {
                if (++_count > 100) { e.AcceptSocket.Shutdown(SocketShutdown.Both); e.AcceptSocket.Close(); }
                else { Serve(e.AcceptSocket); }
            }
            Next(e);
        }
        """)]
    [InlineData("""
        private async void Accepted(object sender, SocketAsyncEventArgs e)
        {
            if (e.SocketError != SocketError.Success) return;
            using (var client = e.AcceptSocket) { await client.SendAsync(new byte[] { 1 }, SocketFlags.None); }
        }
        """)]
    public async Task NoLeak_IsNotReported(string method) => await new ConnectionLifecycleRule().ReportsAsync("PH0007", Begin + method + "\n}");
}
