using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.UnclosedConnections;

public sealed class NotClosedOnEveryPathTests
{
    [Theory]
    [InlineData("""
        class A { bool Serve(string prefix) { var http = [|new HttpListener()|]; http.Prefixes.Add(prefix);
            if (!HttpListener.IsSupported) return false; http.Close(); return true; } }
        """)]
    [InlineData("""
        class A { void Send(EndPoint to, byte[] b) { var s = [|new Socket(SocketType.Stream, ProtocolType.Tcp)|]; s.Connect(to); s.Send(b); s.Close(); } }
        """)]
    [InlineData("""
        class A { void Send(EndPoint to, byte[] b) {
            try { var s = [|new Socket(SocketType.Stream, ProtocolType.Tcp)|]; s.Connect(to); s.Send(b); s.Close(); }
            catch (Exception e) { Console.WriteLine(e); } } }
        """)]
    [InlineData("""
        class A { string Mac(byte[] b) { var s = [|new UdpClient()|]; return b[0] == 0 ? "" : s.Client.ToString()!; } }
        """)]
    [InlineData("""
        class A { void Loop(TcpListener l) { while (true) { var c = [|l.AcceptTcpClient()|]; if (c.Connected) { continue; } c.Close(); } } }
        """)]
    [InlineData("""
        class A { async Task<string?> GetAsync(HttpClient http) {
            var response = [|await http.GetAsync("/", HttpCompletionOption.ResponseHeadersRead)|];
            if (!response.IsSuccessStatusCode) { return null; }
            using (response) { return await response.Content.ReadAsStringAsync(); } } }
        """)]
    [InlineData("""
        class A { void Wait(CancellationToken ct) { var linked = [|CancellationTokenSource.CreateLinkedTokenSource(ct)|]; linked.Token.WaitHandle.WaitOne(); } }
        """)]
    [InlineData("""
        class A { void Ping() { [|new TcpClient("h", 1)|]; } }
        """)]
    [InlineData("""
        class A { int Probe(int n) { var s = [|new UdpClient()|]; if (n > 3) { s.Close(); } return n; } }
        """)]
    [InlineData("""
        class A { void F() { void Inner(EndPoint e) { var s = [|new Socket(SocketType.Stream, ProtocolType.Tcp)|]; s.Bind(e); } Inner(null!); } }
        """)]
    public async Task PathThatLeavesItOpen_IsReported(string source) => await new ConnectionLifecycleRule().ReportsAsync("PH0007", Await(source));

    [Theory]
    [InlineData("""
        class A { bool ServeFixed(string prefix) { using var http = new HttpListener(); http.Prefixes.Add(prefix); return true; } }
        """)]
    [InlineData("""
        class A { readonly Dictionary<IPEndPoint, UdpClient> _peers = []; void Keep(IPEndPoint ep) { var udp = new UdpClient(ep); _peers[ep] = udp; } }
        """)]
    [InlineData("""
        class A { void Accept(TcpListener l) { while (true) { var c = l.AcceptTcpClient(); ThreadPool.QueueUserWorkItem(_ => Serve(c)); } }
            void Serve(TcpClient c) { using (c) { c.GetStream().ReadByte(); } } }
        """)]
    [InlineData("""
        class A { async Task Accept(TcpListener l) { while (true) { var c = await l.AcceptTcpClientAsync(); _ = ServeAsync(c); } }
            async Task ServeAsync(TcpClient c) { try { await c.GetStream().ReadAsync(new byte[1]); } finally { c.Close(); } } }
        """)]
    [InlineData("""
        class A { void Send(EndPoint to, byte[] b) {
            Socket? s = null;
            try { s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Connect(to); s.Send(b); }
            catch (SocketException e) { Console.WriteLine(e); }
            finally { if (s != null) { s.Close(); } } } }
        """)]
    [InlineData("""
        class A { void F(bool owns, Socket given) { var s = owns ? new Socket(SocketType.Stream, ProtocolType.Tcp) : given; try { s.Listen(); } finally { if (owns) { s.Dispose(); } } } }
        """)]
    [InlineData("""
        class A { async Task F(HttpClient http) { var response = await http.GetAsync("/"); Console.WriteLine(response.StatusCode); } }
        """)]
    [InlineData("""
        class A { void F(EndPoint e) { var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.BeginConnect(e, Done, s); } void Done(IAsyncResult r) { ((Socket)r.AsyncState!).Close(); } }
        """)]
    [InlineData("""
        class A { async Task F() { await using var stream = new NetworkStream(new Socket(SocketType.Stream, ProtocolType.Tcp), ownsSocket: true); await stream.WriteAsync(new byte[1]); } }
        """)]
    [InlineData("""
        class A { void F() { var tcp = new TcpClient("h", 1); using var reader = new StreamReader(tcp.GetStream()); reader.ReadLine(); } }
        """)]
    [InlineData("""
        var stop = new CancellationTokenSource(); Console.CancelKeyPress += (_, _) => stop.Cancel(); class B;
        """)]
    public async Task ClosedOrGivenAway_IsSilent(string source) => await new ConnectionLifecycleRule().ReportsAsync(
        "PH0007", source, kind: source.StartsWith("var", StringComparison.Ordinal) ? Microsoft.CodeAnalysis.OutputKind.ConsoleApplication : Microsoft.CodeAnalysis.OutputKind.DynamicallyLinkedLibrary);

    /// <summary>The finding is the call, not the await round it.</summary>
    private static string Await(string source) => source.Replace("[|await ", "await [|", StringComparison.Ordinal);
}
