using PluginHost.Analyzers.Rules;
using PluginHost.Analyzers.Tests.Harness;

namespace PluginHost.Analyzers.Tests.Rules.UnclosedConnections;

/// <summary>What a test may leave behind: a clock that runs out, no connection.</summary>
public sealed class TokenSourceInTestTests
{
    private const string Body = """
        var limit = {0};
        Task.Delay(1, limit.Token).Wait();
        var tcp = [|new TcpClient("h", 1)|];
        tcp.GetStream().WriteByte(1);
        """;

    private const string Timed = "new CancellationTokenSource(5000)";
    private const string Linked = "CancellationTokenSource.CreateLinkedTokenSource(CancellationToken.None)";

    [Theory]
    [InlineData("[Fact] public", "class FactAttribute : Attribute { }", Timed)]
    [InlineData("[Test] public", "class TestAttribute : Attribute { }", Linked)]
    [InlineData("public", "", "[|" + Timed + "|]")]
    [InlineData("public", "", "[|" + Linked + "|]")]
    public Task TokenSource_IsLeftToTests(string method, string attribute, string source) => new ConnectionLifecycleRule().ReportsAsync(
        "PH0007", $$"""{{attribute}} class Subject { {{method}} void Answers() { {{Body.Replace("{0}", source, StringComparison.Ordinal)}} } }""");
}
