using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.UnclosedConnections;

/// <summary><c>await using</c> over <c>ConfigureAwait</c>, as CA2007 wants it in libraries, closes what it is over.</summary>
public sealed class ConfiguredUsingTests
{
    private const string Pipe = """new NamedPipeClientStream(".", "amp", PipeDirection.InOut)""";
    private const string Stream = "new NetworkStream(new Socket(SocketType.Stream, ProtocolType.Tcp), true)";

    public static TheoryData<string> Closings()
    {
        var data = new TheoryData<string>();
        foreach (var made in (string[])[Pipe, Stream])
        {
            data.Add($"var p = {made}; await using (p.ConfigureAwait(false)) {{ await AskAsync(p); }}");
            data.Add($"var p = {made}; await using var _ = p.ConfigureAwait(false); await AskAsync(p);");
            data.Add($"var p = {made}; await using var closing = p.ConfigureAwait(false); await p.WriteAsync(new byte[1]);");
            data.Add($"await using (({made}).ConfigureAwait(false)) {{ await Task.Yield(); }}");
            data.Add($"await using var _ = ({made}).ConfigureAwait(false); await Task.Yield();");
            data.Add($"{made.Replace("new N", "N")[..made.Replace("new N", "N").IndexOf('(')]} p; await using ((p = {made}).ConfigureAwait(false)) {{ await AskAsync(p); }}");
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Closings))]
    public Task ConfiguredUsing_Closes(string body) => new ConnectionLifecycleRule().ReportsAsync("PH0007", Asking(body));

    [Theory]
    [InlineData("await Close(new NamedPipeClientStream(\"amp\"));", "static async Task Close(Stream s) { await using (s.ConfigureAwait(false)) { } }")]
    [InlineData("await Close(new NamedPipeClientStream(\"amp\"));", "static async Task Close(Stream s) { await using var _ = s.ConfigureAwait(false); await s.FlushAsync(); }")]
    public Task ConfiguredUsingInACallee_Closes(string body, string callee) => new ConnectionLifecycleRule().ReportsAsync("PH0007", Asking(body, callee));

    [Theory]
    [InlineData($"var p = [|{Pipe}|]; var closing = p.ConfigureAwait(false); await AskAsync(p);")]
    [InlineData($"var p = [|{Pipe}|]; await AskAsync(p).ConfigureAwait(false); await using (p.ConfigureAwait(false)) {{ }}")]
    [InlineData("var p = new NetworkStream([|new Socket(SocketType.Stream, ProtocolType.Tcp)|], true); if (p.CanTimeout) { return; } await using (p.ConfigureAwait(false)) { }")]
    public Task ConfiguredButNotClosed_IsReported(string body) => new ConnectionLifecycleRule().ReportsAsync("PH0007", Asking(body));

    [Fact]
    public Task ConfiguredField_IsClosedBeforeItIsReplaced() => new ConnectionLifecycleRule().ReportsAsync("PH0001", """
        sealed class Amp
        {
            private NamedPipeClientStream? _pipe;

            public async Task ReopenAsync()
            {
                await using (_pipe.ConfigureAwait(false)) { }
                _pipe = new NamedPipeClientStream("amp");
            }
        }
        """);

    private static string Asking(string body, string more = "") => $$"""
        static class Asker
        {
            public static async Task RunAsync() { {{body}} }

            private static async Task AskAsync(Stream stream) { await stream.WriteAsync(new byte[4]); await stream.FlushAsync(); }

            {{more}}
        }
        """;
}
