using System.Text.Json;
using Microsoft.CodeAnalysis;
using PluginHost.Lint.Findings;
using PluginHost.Lint.Rules;

namespace PluginHost.Lint.Projects;

/// <summary>What the compiler logged about one project, in SARIF 2.1.</summary>
/// <param name="Findings">What our rules found, and what did not compile.</param>
/// <param name="Failures">What kept our rules from running.</param>
internal sealed record ErrorLog(IReadOnlyList<Finding> Findings, IReadOnlyList<string> Failures)
{
    /// <summary>Cannot load an analyzer; an analyzer asks for a newer compiler. Both are only warnings.</summary>
    private static readonly string[] NotLoaded = ["CS8032", "CS8034", "CS9057"];

    public static ErrorLog Read(string file)
    {
        using var stream = File.OpenRead(file);
        using var document = JsonDocument.Parse(stream);
        var run = document.RootElement.GetProperty("runs")[0];
        var all = run.GetProperty("results").EnumerateArray().Select(ReadResult).ToList();
        var failures = all.Where(finding => NotLoaded.Contains(finding.Id) && IsAboutUs(finding)).Select(finding => $"{finding.Id}: {finding.Message}").ToList();
        if (failures.Count == 0 && !HasRun(run))
        {
            failures.Add($"{Path.GetFileNameWithoutExtension(file)}: its compiler did not run the rules");
        }

        return new ErrorLog([.. all.Where(IsOurs)], failures);
    }

    /// <summary>The compiler lists the rules of every analyzer that it ran, found or not.</summary>
    private static bool HasRun(JsonElement run) => run.GetProperty("tool").GetProperty("driver").TryGetProperty("rules", out var rules)
        && rules.EnumerateArray().Any(rule => LifecycleRules.IsRule(rule.GetProperty("id").GetString()!));

    private static bool IsOurs(Finding finding) => LifecycleRules.IsRule(finding.Id)
        || finding.Severity == DiagnosticSeverity.Error
        || (finding.Id == LifecycleRules.AnalyzerFailed && IsAboutUs(finding));

    private static bool IsAboutUs(Finding finding) => finding.Message.Contains("PluginHost.Analyzers", StringComparison.Ordinal);

    private static Finding ReadResult(JsonElement result)
    {
        var id = result.GetProperty("ruleId").GetString()!;
        return new Finding(
            id,
            SeverityOf(result),
            result.GetProperty("message").GetProperty("text").GetString()!,
            PlacesOf(result, "locations").FirstOrDefault(),
            LifecycleRules.Rules.GetValueOrDefault(id)?.HelpLinkUri,
            [.. PlacesOf(result, "relatedLocations")],
            result.TryGetProperty("suppressions", out var suppressions) && suppressions.GetArrayLength() > 0);
    }

    private static DiagnosticSeverity SeverityOf(JsonElement result) => result.TryGetProperty("level", out var level)
        ? level.GetString() switch
        {
            "error" => DiagnosticSeverity.Error,
            "note" => DiagnosticSeverity.Info,
            "none" => DiagnosticSeverity.Hidden,
            _ => DiagnosticSeverity.Warning,
        }
        : DiagnosticSeverity.Warning;

    private static IEnumerable<Place> PlacesOf(JsonElement result, string property) => result.TryGetProperty(property, out var places)
        ? places.EnumerateArray().Select(place => place.GetProperty("physicalLocation")).Select(ReadPlace)
        : [];

    private static Place ReadPlace(JsonElement physical)
    {
        var uri = new Uri(physical.GetProperty("artifactLocation").GetProperty("uri").GetString()!, UriKind.RelativeOrAbsolute);
        var file = uri.IsAbsoluteUri ? uri.LocalPath : Uri.UnescapeDataString(uri.OriginalString);
        if (!physical.TryGetProperty("region", out var region))
        {
            return new Place(file, 1, 1, 1, 1);
        }

        int Number(string name, int fallback) => region.TryGetProperty(name, out var number) ? number.GetInt32() : fallback;
        var (line, column) = (Number("startLine", 1), Number("startColumn", 1));
        return new Place(file, line, column, Number("endLine", line), Number("endColumn", column));
    }
}
