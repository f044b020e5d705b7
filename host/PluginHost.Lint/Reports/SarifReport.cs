using System.Globalization;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using PluginHost.Lint.Findings;
using PluginHost.Lint.Rules;

namespace PluginHost.Lint.Reports;

/// <summary>SARIF 2.1.0, as code scanning services read it.</summary>
public static class SarifReport
{
    private const string Root = "%SRCROOT%";

    /// <summary>Writes it.</summary>
    public static void Write(Utf8JsonWriter json, LintReport report)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(report);
        var ids = LifecycleRules.Rules.Keys.Union(report.Findings.Select(finding => finding.Id)).Order(StringComparer.Ordinal).ToList();
        json.WriteStartObject();
        json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        WriteTool(json, ids);
        WriteInvocation(json, report);
        json.WriteStartObject("originalUriBaseIds");
        json.WriteStartObject(Root);
        json.WriteString("uri", new Uri(Path.TrimEndingDirectorySeparator(Environment.CurrentDirectory) + Path.DirectorySeparatorChar).AbsoluteUri);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteStartArray("results");
        foreach (var finding in report.Findings)
        {
            WriteResult(json, finding, ids.IndexOf(finding.Id));
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTool(Utf8JsonWriter json, IReadOnlyList<string> ids)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "pluginhost lint");
        json.WriteString("semanticVersion", typeof(SarifReport).Assembly.GetName().Version!.ToString(3));
        json.WriteString("informationUri", "https://github.com/pluginhost/pluginhost");
        json.WriteStartArray("rules");
        foreach (var id in ids)
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            if (LifecycleRules.Rules.TryGetValue(id, out var rule))
            {
                WriteText(json, "shortDescription", rule.Title.ToString(CultureInfo.InvariantCulture));
                WriteText(json, "fullDescription", rule.Description.ToString(CultureInfo.InvariantCulture));
                json.WriteString("helpUri", rule.HelpLinkUri);
                json.WriteStartObject("defaultConfiguration");
                json.WriteString("level", rule.DefaultSeverity.ToLevel());
                json.WriteEndObject();
                json.WriteStartObject("properties");
                json.WriteString("category", rule.Category);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteInvocation(Utf8JsonWriter json, LintReport report)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", report.Failures.Count == 0);
        json.WriteStartArray("toolExecutionNotifications");
        foreach (var missing in report.NotAnalysed)
        {
            WriteNotification(json, missing.Message, DiagnosticSeverity.Info, missing.Place);
        }

        foreach (var failure in report.Failures)
        {
            WriteNotification(json, failure, DiagnosticSeverity.Error, null);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteNotification(Utf8JsonWriter json, string message, DiagnosticSeverity severity, Place? place)
    {
        json.WriteStartObject();
        json.WriteString("level", severity.ToLevel());
        WriteText(json, "message", message);
        WritePlaces(json, "locations", place is null ? [] : [place]);
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, Finding finding, int rule)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Id);
        json.WriteNumber("ruleIndex", rule);
        json.WriteString("level", finding.Severity.ToLevel());
        WriteText(json, "message", finding.Message);
        WritePlaces(json, "locations", finding.Place is { } place ? [place] : []);
        if (finding.Related.Count > 0)
        {
            WritePlaces(json, "relatedLocations", finding.Related);
        }

        json.WriteEndObject();
    }

    private static void WritePlaces(Utf8JsonWriter json, string name, IReadOnlyList<Place> places)
    {
        json.WriteStartArray(name);
        foreach (var place in places)
        {
            json.WriteStartObject();
            json.WriteStartObject("physicalLocation");
            json.WriteStartObject("artifactLocation");
            WriteUri(json, place.File);
            json.WriteEndObject();
            json.WriteStartObject("region");
            json.WriteNumber("startLine", place.Line);
            json.WriteNumber("startColumn", place.Column);
            json.WriteNumber("endLine", place.EndLine);
            json.WriteNumber("endColumn", place.EndColumn);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteUri(Utf8JsonWriter json, string file)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, file);
        if (!ShownPath.IsBelow(relative))
        {
            json.WriteString("uri", new Uri(file).AbsoluteUri);
            return;
        }

        json.WriteString("uri", string.Join('/', relative.Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString)));
        json.WriteString("uriBaseId", Root);
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }
}
