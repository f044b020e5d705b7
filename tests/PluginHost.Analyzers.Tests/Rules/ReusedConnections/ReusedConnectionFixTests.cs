using PluginHost.Analyzers.CodeFixes.Rules;
using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.ReusedConnections;

public sealed class ReusedConnectionFixTests
{
    [Fact]
    public Task Exchange_IsWrappedFromTheReadOn_AndKeepsItsLines() => FixesAsync(
        """
        class Link
        {
            private TcpClient? _tcp = new("h", 1);

            public async Task<string> AskAsync(byte[] buffer)
            {
                using var limit = new CancellationTokenSource(500); // half a second

                // The answer.
                var n = await _tcp!.GetStream().ReadAsync(
                    buffer, limit.Token); // may be short

                // As text.
                return Encoding.ASCII.GetString(buffer, 0, n); /* done */
            }
        }
        """,
        """
        class Link
        {
            private TcpClient? _tcp = new("h", 1);

            public async Task<string> AskAsync(byte[] buffer)
            {
                using var limit = new CancellationTokenSource(500); // half a second

                try
                {
                    // The answer.
                    var n = await _tcp!.GetStream().ReadAsync(
                        buffer, limit.Token); // may be short

                    // As text.
                    return Encoding.ASCII.GetString(buffer, 0, n); /* done */
                }
                catch (OperationCanceledException)
                {
                    Interlocked.Exchange(ref _tcp, null)?.Dispose();
                    throw;
                }
            }
        }
        """);

    [Theory]
    // The type's own closing method.
    [InlineData(
        "private TcpClient _tcp = new(\"h\", 1); public void Close() => _tcp.Close();",
        "await _tcp.GetStream().ReadAsync(b, limit.Token);",
        "try { await _tcp.GetStream().ReadAsync(b, limit.Token); } catch (OperationCanceledException) { Close(); throw; }")]
    [InlineData(
        "private TcpClient _tcp = new(\"h\", 1); public Task DisconnectAsync() { _tcp.Close(); return Task.CompletedTask; }",
        "await _tcp.GetStream().ReadAsync(b, limit.Token);",
        "try { await _tcp.GetStream().ReadAsync(b, limit.Token); } catch (OperationCanceledException) { await DisconnectAsync().ConfigureAwait(false); throw; }")]
    // The member itself.
    [InlineData(
        "private readonly TcpClient _tcp = new(\"h\", 1);",
        "await _tcp.GetStream().ReadAsync(b, limit.Token);",
        "try { await _tcp.GetStream().ReadAsync(b, limit.Token); } catch (OperationCanceledException) { _tcp.Dispose(); throw; }")]
    [InlineData(
        "private readonly NamedPipeClientStream _pipe = new(\"x\");",
        "await _pipe.ReadAsync(b, limit.Token);",
        "try { await _pipe.ReadAsync(b, limit.Token); } catch (OperationCanceledException) { await _pipe.DisposeAsync().ConfigureAwait(false); throw; }")]
    [InlineData(
        "private readonly TcpClient _tcp = new(\"h\", 1);",
        "await _tcp.GetStream().ReadAsync(b, 0, 1).WaitAsync(TimeSpan.FromSeconds(1));",
        "try { await _tcp.GetStream().ReadAsync(b, 0, 1).WaitAsync(TimeSpan.FromSeconds(1)); } catch (TimeoutException) { _tcp.Dispose(); throw; }")]
    // The handler that is there.
    [InlineData(
        "private readonly TcpClient _tcp = new(\"h\", 1);",
        "try { await _tcp.GetStream().ReadAsync(b, limit.Token); } catch (OperationCanceledException) { throw new TimeoutException(); }",
        "try { await _tcp.GetStream().ReadAsync(b, limit.Token); } catch (OperationCanceledException) { _tcp.Dispose(); throw new TimeoutException(); }")]
    [InlineData(
        "private readonly TcpClient _tcp = new(\"h\", 1);",
        "try { await _tcp.GetStream().ReadAsync(b, limit.Token); } catch (OperationCanceledException) { }",
        "try { await _tcp.GetStream().ReadAsync(b, limit.Token); } catch (OperationCanceledException) { _tcp.Dispose(); }")]
    // The branch that runs when the time is over.
    [InlineData(
        "private readonly TcpClient _tcp = new(\"h\", 1);",
        "var read = _tcp.GetStream().ReadAsync(b, 0, 1); if (await Task.WhenAny(read, Task.Delay(9)) != read) { return; } await read;",
        "var read = _tcp.GetStream().ReadAsync(b, 0, 1); if (await Task.WhenAny(read, Task.Delay(9)) != read) { _tcp.Dispose(); return; } await read;")]
    public Task Timeout_ClosesTheConnection(string members, string before, string after) => FixesAsync(Link(members, before), Link(members, after));

    [Fact]
    public Task BranchWithoutBlock_GetsOne() => FixesAsync(
        """
        class Link
        {
            private readonly TcpClient _tcp = new("h", 1);
            public async Task<int> AskAsync(byte[] b)
            {
                var read = _tcp.GetStream().ReadAsync(b, 0, 1);
                if (await Task.WhenAny(read, Task.Delay(9)) != read)
                    throw new TimeoutException(); // too late
                return await read;
            }
        }
        """,
        """
        class Link
        {
            private readonly TcpClient _tcp = new("h", 1);
            public async Task<int> AskAsync(byte[] b)
            {
                var read = _tcp.GetStream().ReadAsync(b, 0, 1);
                if (await Task.WhenAny(read, Task.Delay(9)) != read)
                {
                    _tcp.Dispose();
                    throw new TimeoutException(); // too late
                }
                return await read;
            }
        }
        """);

    [Fact]
    public Task OlderCode_NamesTheExceptionInFull() => FixesAsync(
        """
        class Link
        {
            Socket socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            NetworkStream stream;
            void Open() { stream = new NetworkStream(socket); stream.ReadTimeout = 100; }
            void Close() { socket.Close(); }
            int Ask(byte[] b)
            {
                return stream.Read(b, 0, 1);
            }
        }
        """,
        """
        class Link
        {
            Socket socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            NetworkStream stream;
            void Open() { stream = new NetworkStream(socket); stream.ReadTimeout = 100; }
            void Close() { socket.Close(); }
            int Ask(byte[] b)
            {
                try
                {
                    return stream.Read(b, 0, 1);
                }
                catch (IOException)
                {
                    Close();
                    throw;
                }
            }
        }
        """);

    [Fact]
    public Task FixAll_ClosesEach() => new ReusedConnectionRule().FixesAllAsync(
        new ReusedConnectionFixer(),
        Link("private readonly TcpClient _tcp = new(\"h\", 1);", "await _tcp.GetStream().ReadAsync(b, limit.Token); } public async Task TellAsync(byte[] b) { await _tcp.GetStream().ReadAsync(b, 0, 1).WaitAsync(TimeSpan.FromSeconds(1));"),
        Link(
            "private readonly TcpClient _tcp = new(\"h\", 1);",
            "try { await _tcp.GetStream().ReadAsync(b, limit.Token); } catch (OperationCanceledException) { _tcp.Dispose(); throw; } } public async Task TellAsync(byte[] b) { try { await _tcp.GetStream().ReadAsync(b, 0, 1).WaitAsync(TimeSpan.FromSeconds(1)); } catch (TimeoutException) { _tcp.Dispose(); throw; }"));

    [Theory]
    [InlineData("class Link { readonly TcpClient _tcp = new(\"h\", 1); public async Task<int> AskAsync(byte[] b) => await _tcp.GetStream().ReadAsync(b, 0, 1).WaitAsync(TimeSpan.FromSeconds(1)); }")]
    [InlineData("class Link { readonly TcpClient _tcp = new(\"h\", 1); public async Task AskAsync(byte[] b) { var r = _tcp.GetStream().ReadAsync(b, 0, 1); await Task.WhenAny(r, Task.Delay(9)); } }")]
    public Task NoPlaceForIt_IsOfferedNoFix(string source) => new ReusedConnectionRule().OffersNoFixAsync(new ReusedConnectionFixer(), source);

    private static Task FixesAsync(string before, string after) => new ReusedConnectionRule().FixesAsync(new ReusedConnectionFixer(), before, after);

    private static string Link(string members, string body) =>
        $"class Link {{ {members} public async Task AskAsync(byte[] b) {{ using var limit = new CancellationTokenSource(500); {body} }} }}";
}
