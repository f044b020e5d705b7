using Microsoft.CodeAnalysis;
using PluginHost.Lint.Findings;
using PluginHost.Lint.Projects;
using PluginHost.Testing;

namespace PluginHost.Lint.Tests.Projects;

public sealed class ErrorLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Finding_IsReadWithPlacesAndSuppression()
    {
        var log = Read(
            """
            { "ruleId": "PH0001", "level": "note", "message": { "text": "it leaks" },
              "suppressions": [ { "kind": "inSource" } ],
              "locations": [ { "physicalLocation": { "artifactLocation": { "uri": "file:///deep%20folder/lamp.cs" },
                "region": { "startLine": 5, "startColumn": 28, "endLine": 5, "endColumn": 39 } } } ],
              "relatedLocations": [ { "physicalLocation": { "artifactLocation": { "uri": "file:///bulb.cs" }, "region": { "startLine": 3 } } } ] }
            """);

        var finding = Assert.Single(log.Findings);
        Assert.Equal(("PH0001", DiagnosticSeverity.Info, "it leaks", true), (finding.Id, finding.Severity, finding.Message, finding.IsSuppressed));
        Assert.Equal(new Place("/deep folder/lamp.cs", 5, 28, 5, 39), finding.Place);
        Assert.Equal(new Place("/bulb.cs", 3, 1, 3, 1), Assert.Single(finding.Related));
        Assert.EndsWith("PH0001.md", finding.HelpLink, StringComparison.Ordinal);
    }

    [Fact]
    public void OnlyErrorsAndOurOwn_AreFindings()
    {
        var log = Read(
            """{ "ruleId": "CA2000", "level": "warning", "message": { "text": "not ours" } }""",
            """{ "ruleId": "CS0029", "level": "error", "message": { "text": "does not compile" } }""",
            """{ "ruleId": "AD0001", "level": "warning", "message": { "text": "Analyzer 'Other.Analyzer' threw" } }""",
            """{ "ruleId": "AD0001", "level": "warning", "message": { "text": "Analyzer 'PluginHost.Analyzers.Rules.X' threw" } }""");

        Assert.Equal(["CS0029", "AD0001"], log.Findings.Select(finding => finding.Id));
        Assert.Contains("PluginHost", log.Findings[1].Message, StringComparison.Ordinal);
        Assert.Empty(log.Failures);
    }

    [Fact]
    public void CompilerThatRefusesOurRules_IsAFailure()
    {
        var log = Read(
            """{ "ruleId": "CS9057", "level": "warning", "message": { "text": "The analyzer assembly '/x/PluginHost.Analyzers.dll' references version '9' of the compiler" } }""",
            """{ "ruleId": "CS9057", "level": "warning", "message": { "text": "The analyzer assembly '/x/Other.dll' references version '9' of the compiler" } }""");

        Assert.StartsWith("CS9057: ", Assert.Single(log.Failures), StringComparison.Ordinal);
        Assert.Empty(log.Findings);
    }

    [Fact]
    public void CompilerThatRanNoRuleOfOurs_IsAFailure() =>
        Assert.Equal("log: its compiler did not run the rules", Assert.Single(ReadWithRules("CA2000").Failures));

    public void Dispose() => _folder.Dispose();

    private ErrorLog Read(params string[] results) => ReadWithRules("PH0001", results);

    private ErrorLog ReadWithRules(string rule, params string[] results)
    {
        var file = _folder.PathOf("log.sarif");
        File.WriteAllText(
            file,
            $$$"""{ "runs": [ { "tool": { "driver": { "rules": [ { "id": "{{{rule}}}" } ] } }, "results": [ {{{string.Join(',', results)}}} ] } ] }""");
        return ErrorLog.Read(file);
    }
}
