using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.MultipliedTimeouts;

public sealed class MultipliedTimeoutTests
{
    [Theory]
    [InlineData("for (var i = 0; i < 64; i++)", "5000", "64 passes of 5 s may take 5 min 20 s")]
    [InlineData("for (var i = 256; i > 0; i--)", "10 * 1000", "256 passes of 10 s may take 42 min 40 s")]
    [InlineData("for (var i = 0; i <= 99; i += 1)", "Limit", "100 passes of 2.5 s may take 4 min 10 s")]
    [InlineData("while (true)", "5000", "each pass may take 5 s and nothing bounds the passes")]
    [InlineData("while (true)", "(int)Span.TotalMilliseconds", "each pass may take 1 min 30 s and nothing bounds the passes")]
    [InlineData("while (true)", "given", "each pass may take its whole limit and nothing bounds the passes")]
    [InlineData("for (var i = 0; i < 8; i++)", "given", "each of 8 passes may take its whole limit")]
    public async Task Message_OfALoop_SaysTheProduct(string loop, string limit, string expected)
    {
        var found = await new MultipliedTimeoutRule().ReportsAsync("PH0002", Reading(loop, $"[|read.Wait({limit})|]"));
        Assert.Equal(expected, found[0].GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(2, found[0].AdditionalLocations.Count);
    }

    [Fact]
    public async Task MaxTotal_Raised_AllowsTheProduct()
    {
        var options = new Dictionary<string, string> { ["dotnet_code_quality.PH0002.max_total"] = "00:06:00" };
        await new MultipliedTimeoutRule().ReportsAsync("PH0002", Reading("for (var i = 0; i < 64; i++)", "read.Wait(5000)"), options);
    }

    [Fact]
    public async Task MaxTotal_Lowered_ReportsASmallProduct()
    {
        var options = new Dictionary<string, string> { ["dotnet_code_quality.PH.max_total"] = "00:00:10" };
        await new MultipliedTimeoutRule().ReportsAsync("PH0002", Reading("for (var i = 0; i < 3; i++)", "[|read.Wait(5000)|]"), options);
    }

    [Fact]
    public Task TopLevelStatements_WithALimitOfEachPass_AreReported() => new MultipliedTimeoutRule().ReportsAsync(
        "PH0002",
        """
        using var client = new TcpClient("device", 1);
        var (text, buffer) = ("", new byte[100]);
        while (!text.EndsWith('\n'))
        {
            var n = await [|client.GetStream().ReadAsync(buffer, 0, 100).WaitAsync(TimeSpan.FromSeconds(5))|];
            text += Encoding.ASCII.GetString(buffer, 0, n);
        }
        """,
        kind: Microsoft.CodeAnalysis.OutputKind.ConsoleApplication);

    [Fact]
    public async Task CodeThatDoesNotCompile_IsNoFault()
    {
        var compilation = Compiled.From(["class C { void M(NetworkStream s) { while (x < ) { s.Read(; y += s.Read(b).WaitAsync(); } for (;;) { z.CancelAfter(; } } }"]);
        await new MultipliedTimeoutRule().RunAsync(compilation);
    }

    private static string Reading(string loop, string wait) => $$"""
        class Reader
        {
            private const int Limit = 2500;
            private static readonly TimeSpan Span = TimeSpan.FromMinutes(1.5);
            byte[] Load(Stream stream, int given)
            {
                var (all, chunk) = (new List<byte>(), new byte[10]);
                {{loop}}
                {
                    var read = stream.ReadAsync(chunk, 0, 10);
                    if (!{{wait}}) throw new TimeoutException();
                    all.AddRange(chunk);
                    if (chunk[0] == 0) break;
                }

                return all.ToArray();
            }
        }
        """;
}
