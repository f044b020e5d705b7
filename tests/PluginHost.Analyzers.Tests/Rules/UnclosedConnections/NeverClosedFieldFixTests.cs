using PluginHost.Analyzers.CodeFixes.Rules;
using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.UnclosedConnections;

public sealed class NeverClosedFieldFixTests
{
    private const string Udp = "readonly UdpClient _udp = new(0);";

    [Theory]
    [InlineData("sealed class Probe { " + Udp + " }", "sealed class Probe : IDisposable { " + Udp + " public void Dispose() => _udp.Dispose(); }")]
    [InlineData("class Probe(int n) { " + Udp + " int N => n; }", "class Probe(int n) : IDisposable { " + Udp + " int N => n; public void Dispose() => _udp.Dispose(); }")]
    [InlineData("record Probe(int N) : IComparable { " + Udp + " public int CompareTo(object? o) => 0; }", "record Probe(int N) : IComparable, IDisposable { " + Udp + " public int CompareTo(object? o) => 0; public void Dispose() => _udp.Dispose(); }")]
    [InlineData("class Probe<T> where T : class { " + Udp + " }", "class Probe<T> : IDisposable where T : class { " + Udp + " public void Dispose() => _udp.Dispose(); }")]
    [InlineData(
        "sealed class Probe { TcpClient? _tcp; public void Start() { _tcp = new TcpClient(\"h\", 1); } }",
        "sealed class Probe : IDisposable { TcpClient? _tcp; public void Start() { _tcp = new TcpClient(\"h\", 1); } public void Dispose() => _tcp?.Dispose(); }")]
    [InlineData(
        "sealed class Probe { TcpClient? _tcp; public void Start() { _tcp = new TcpClient(\"h\", 1); } public void Stop() { Console.WriteLine(); } }",
        "sealed class Probe { TcpClient? _tcp; public void Start() { _tcp = new TcpClient(\"h\", 1); } public void Stop() { Console.WriteLine(); _tcp?.Dispose(); _tcp = null; } }")]
    [InlineData(
        "sealed class Probe { " + Udp + " public void Stop() { } }",
        "sealed class Probe : IDisposable { " + Udp + " public void Stop() { } public void Dispose() => _udp.Dispose(); }")]
    [InlineData(
        "sealed class Probe : IDisposable { " + Udp + " public void Dispose() => Console.WriteLine(); }",
        "sealed class Probe : IDisposable { " + Udp + " public void Dispose() { Console.WriteLine(); _udp.Dispose(); } }")]
    [InlineData(
        "class Probe : IDisposable { " + Udp + " public void Dispose() { Dispose(true); GC.SuppressFinalize(this); } protected virtual void Dispose(bool disposing) { if (disposing) { Console.WriteLine(); } } }",
        "class Probe : IDisposable { " + Udp + " public void Dispose() { Dispose(true); GC.SuppressFinalize(this); } protected virtual void Dispose(bool disposing) { if (disposing) { Console.WriteLine(); _udp.Dispose(); } } }")]
    [InlineData(
        "sealed class Probe : IAsyncDisposable { readonly NamedPipeClientStream _pipe = new(\"a\"); public async ValueTask DisposeAsync() { await Task.Yield(); } }",
        "sealed class Probe : IAsyncDisposable { readonly NamedPipeClientStream _pipe = new(\"a\"); public async ValueTask DisposeAsync() { await Task.Yield(); await _pipe.DisposeAsync().ConfigureAwait(false); } }")]
    [InlineData(
        "sealed class Probe : IAsyncDisposable { " + Udp + " public ValueTask DisposeAsync() => default; }",
        "sealed class Probe : IAsyncDisposable { " + Udp + " public ValueTask DisposeAsync() { _udp.Dispose(); return default; } }")]
    [InlineData(
        "sealed class Probe : IDisposable, IAsyncDisposable { " + Udp + " void IDisposable.Dispose() { } public ValueTask DisposeAsync() { return default; } }",
        "sealed class Probe : IDisposable, IAsyncDisposable { " + Udp + " void IDisposable.Dispose() { _udp.Dispose(); } public ValueTask DisposeAsync() { _udp.Dispose(); return default; } }")]
    public Task Field_IsClosedWithItsObject(string before, string after) => new ConnectionLifecycleRule().FixesAsync(new NeverClosedFieldFixer(), before, after);

    [Fact]
    public Task AllAtOnce_ShareOneDispose() => new ConnectionLifecycleRule().FixesAllAsync(
        new NeverClosedFieldFixer(),
        """
        // Asks.
        public partial class Probe
        {
            // For questions.
            private readonly UdpClient _udp = new(0);

            public void Ask(byte[] b) => _udp.Send(b); // may fail
        }

        public partial class Probe
        {
            private TcpClient? _tcp = new();
            // nothing else
        }

        internal sealed record Door
            : IDisposable
        {
            private readonly TcpListener _door = new(IPAddress.Any, 1);
            private NamedPipeClientStream Bell { get; } = new("bell");

            public void Dispose()
            {
                Console.WriteLine(_door); // still open
            }
        }
        """,
        """
        // Asks.
        public partial class Probe : IDisposable
        {
            // For questions.
            private readonly UdpClient _udp = new(0);

            public void Ask(byte[] b) => _udp.Send(b); // may fail

            public void Dispose()
            {
                _udp.Dispose();
                _tcp?.Dispose();
            }
        }

        public partial class Probe
        {
            private TcpClient? _tcp = new();
            // nothing else
        }

        internal sealed record Door
            : IDisposable
        {
            private readonly TcpListener _door = new(IPAddress.Any, 1);
            private NamedPipeClientStream Bell { get; } = new("bell");

            public void Dispose()
            {
                Console.WriteLine(_door); // still open
                _door.Dispose();
                Bell.Dispose();
            }
        }
        """);

    [Theory]
    [InlineData("struct Probe { readonly UdpClient _udp; public Probe() { _udp = new UdpClient(0); } }")]
    [InlineData("class Probe : MemoryStream { " + Udp + " }")]
    [InlineData("class Probe { " + Udp + " public void Dispose() => throw new NotSupportedException(); }")]
    public Task TypeThatCannotTakeIt_IsOfferedNoFix(string source) => new ConnectionLifecycleRule().OffersNoFixAsync(new NeverClosedFieldFixer(), source);
}
