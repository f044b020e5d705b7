using Microsoft.CodeAnalysis;

namespace PluginHost.Lint.Reports;

/// <summary>What severities are called.</summary>
public static class SeverityNames
{
    /// <summary>As people and our own JSON say.</summary>
    public static string ToName(this DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        DiagnosticSeverity.Info => "info",
        _ => "hidden",
    };

    /// <summary>The severity of a name.</summary>
    public static DiagnosticSeverity Parse(string name) =>
        new[] { DiagnosticSeverity.Info, DiagnosticSeverity.Warning, DiagnosticSeverity.Error }.First(severity => severity.ToName() == name);

    /// <summary>As SARIF says.</summary>
    internal static string ToLevel(this DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        DiagnosticSeverity.Info => "note",
        _ => "none",
    };
}
