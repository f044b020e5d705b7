using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.BrokenCode;

/// <summary>A method without a <c>return</c> at its end is finished all the same where nothing gets there.</summary>
public sealed class EndlessMethodTests
{
    private const string Asked = "var udp = [|new UdpClient()|]; udp.Send(question, 4, \"h\", 9); if (question[0] == 0) { return 0; } udp.Close();";

    [Theory]
    [InlineData("while (true) { {0} }")]
    [InlineData("do { {0} } while (true);")]
    [InlineData("for (;;) { {0} }")]
    [InlineData("for (; true; ) { {0} }")]
    [InlineData("const bool always = true; while (always) { {0} }")]
    [InlineData("while (!false) { using (new MemoryStream()) { {0} } }")]
    [InlineData("try { while (true) { {0} } } finally { Console.WriteLine(); }")]
    [InlineData("while (true) { try { {0} } catch (SocketException) when (question[1] > 0) { Console.WriteLine(); } }")]
    [InlineData("again: {0} goto again;")]
    [InlineData("{0} throw new InvalidOperationException();")]
    public Task Method_IsAnalysed(string body) => new ConnectionLifecycleRule().ReportsAsync(
        "PH0007", $$"""class Subject { int Ask(byte[] question) { {{body.Replace("{0}", Asked, StringComparison.Ordinal)}} } }""");
}
