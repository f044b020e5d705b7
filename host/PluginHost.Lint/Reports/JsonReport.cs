using System.Text.Json;
using PluginHost.Lint.Findings;

namespace PluginHost.Lint.Reports;

/// <summary>One JSON object for scripts; docs/lint.md describes it.</summary>
public static class JsonReport
{
    /// <summary>Writes it.</summary>
    public static void Write(Utf8JsonWriter json, LintReport report)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(report);
        json.WriteStartObject();
        WriteFindings(json, "findings", report.Findings);
        WriteFindings(json, "notAnalysed", report.NotAnalysed);
        json.WriteStartArray("failures");
        foreach (var failure in report.Failures)
        {
            json.WriteStringValue(failure);
        }

        json.WriteEndArray();
        json.WriteStartObject("summary");
        json.WriteString("severity", report.Severity.ToName());
        json.WriteNumber("files", report.Files);
        json.WriteNumber("findings", report.Findings.Count);
        json.WriteNumber("belowSeverity", report.Below);
        json.WriteNumber("suppressed", report.Suppressed);
        json.WriteNumber("notAnalysed", report.NotAnalysed.Count);
        json.WriteStartObject("byRule");
        foreach (var (id, count) in report.ByRule)
        {
            json.WriteNumber(id, count);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteFindings(Utf8JsonWriter json, string name, IReadOnlyList<Finding> findings)
    {
        json.WriteStartArray(name);
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("id", finding.Id);
            json.WriteString("severity", finding.Severity.ToName());
            json.WriteString("message", finding.Message);
            WritePlace(json, finding.Place);
            json.WriteString("helpLink", finding.HelpLink);
            json.WriteStartArray("related");
            foreach (var related in finding.Related)
            {
                json.WriteStartObject();
                WritePlace(json, related);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePlace(Utf8JsonWriter json, Place? place)
    {
        json.WriteString("file", place is null ? null : ShownPath.Of(place.File));
        WriteNumber(json, "line", place?.Line);
        WriteNumber(json, "column", place?.Column);
        WriteNumber(json, "endLine", place?.EndLine);
        WriteNumber(json, "endColumn", place?.EndColumn);
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, int? number)
    {
        if (number is { } value)
        {
            json.WriteNumber(name, value);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
