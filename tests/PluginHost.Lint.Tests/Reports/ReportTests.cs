using System.Text.Json;
using Microsoft.CodeAnalysis;
using PluginHost.Lint.Findings;
using PluginHost.Lint.Reports;

namespace PluginHost.Lint.Tests.Reports;

public sealed class ReportTests
{
    private static readonly string Here = Path.Combine(Environment.CurrentDirectory, "deep folder", "lamp.cs");

    private static readonly LintResult Result = new(
        [
            new("PH0001", DiagnosticSeverity.Warning, "it leaks", new Place(Here, 5, 28, 5, 39), "https://example.org/PH0001", [new Place("/elsewhere/bulb.cs", 1, 2, 1, 3)], false),
            new("PH0001", DiagnosticSeverity.Warning, "it is said not to leak", new Place(Here, 6, 1, 6, 2), null, [], true),
            new("PH0009", DiagnosticSeverity.Info, "it hangs", new Place(Here, 7, 1, 7, 2), null, [], false),
            new("PH0099", DiagnosticSeverity.Hidden, "it is long", new Place(Here, 8, 1, 8, 2), null, [], false),
            new("CS5001", DiagnosticSeverity.Error, "no Main", null, null, [], false),
        ],
        [Here],
        ["/src/a.csproj: was not compiled"]);

    [Fact]
    public void Text_ListsAndSummarises()
    {
        using var writer = new StringWriter { NewLine = "\n" };
        TextReport.Write(writer, new LintReport(Result, DiagnosticSeverity.Warning));

        Assert.Equal(
            """
            deep folder/lamp.cs:5:28: warning PH0001: it leaks
                see /elsewhere/bulb.cs:1:2

            error CS5001: no Main

            deep folder/lamp.cs:8:1: not analysed: it is long
            not looked at: /src/a.csproj: was not compiled

            1 file, 2 findings (1 below warning, 1 suppressed), 1 method not analysed
              CS5001 x 1
              PH0001 x 1: Connection is dropped without being disposed (https://github.com/pluginhost/pluginhost/blob/main/docs/rules/PH0001.md)

            """,
            writer.ToString(),
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void Json_HoldsEverythingAtOrOverTheSeverity()
    {
        var json = Json(JsonReport.Write, DiagnosticSeverity.Info);

        Assert.Equal(["PH0001", "PH0009", "CS5001"], json.GetProperty("findings").EnumerateArray().Select(one => one.GetProperty("id").GetString()));
        Assert.Equal(JsonValueKind.Null, json.GetProperty("findings")[2].GetProperty("line").ValueKind);
        Assert.Equal(8, Assert.Single(json.GetProperty("notAnalysed").EnumerateArray()).GetProperty("line").GetInt32());
        Assert.Equal(1, json.GetProperty("summary").GetProperty("suppressed").GetInt32());
        Assert.Equal(1, json.GetProperty("summary").GetProperty("byRule").GetProperty("PH0009").GetInt32());
    }

    [Fact]
    public void Sarif_NamesRulesAndPlacesAsServicesReadThem()
    {
        var sarif = Json(SarifReport.Write, DiagnosticSeverity.Info);

        Assert.Equal("2.1.0", sarif.GetProperty("version").GetString());
        var run = sarif.GetProperty("runs")[0];
        var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules");
        var results = run.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(["warning", "note", "error"], results.Select(one => one.GetProperty("level").GetString()));
        Assert.All(results, one => Assert.Equal(one.GetProperty("ruleId").GetString(), rules[one.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString()));
        Assert.All(rules.EnumerateArray().Where(rule => rule.GetProperty("id").GetString() is "PH0001" or "PH0099"), rule => Assert.StartsWith("https://", rule.GetProperty("helpUri").GetString(), StringComparison.Ordinal));
        var artifact = Physical(results[0].GetProperty("locations")[0]).GetProperty("artifactLocation");
        Assert.Equal(("deep%20folder/lamp.cs", "%SRCROOT%"), (artifact.GetProperty("uri").GetString(), artifact.GetProperty("uriBaseId").GetString()));
        Assert.Equal(5, Physical(results[0].GetProperty("locations")[0]).GetProperty("region").GetProperty("startLine").GetInt32());
        Assert.Equal("file:///elsewhere/bulb.cs", Physical(results[0].GetProperty("relatedLocations")[0]).GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.EndsWith("/", run.GetProperty("originalUriBaseIds").GetProperty("%SRCROOT%").GetProperty("uri").GetString(), StringComparison.Ordinal);
        Assert.False(run.GetProperty("invocations")[0].GetProperty("executionSuccessful").GetBoolean());
        Assert.Equal(2, run.GetProperty("invocations")[0].GetProperty("toolExecutionNotifications").GetArrayLength());
    }

    private static JsonElement Physical(JsonElement location) => location.GetProperty("physicalLocation");

    private static JsonElement Json(Action<Utf8JsonWriter, LintReport> write, DiagnosticSeverity severity)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            write(json, new LintReport(Result, severity));
        }

        return JsonElement.Parse(buffer.ToArray());
    }
}
