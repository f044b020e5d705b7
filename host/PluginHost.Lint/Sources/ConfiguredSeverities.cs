using Microsoft.CodeAnalysis;
using PluginHost.Lint.Rules;

namespace PluginHost.Lint.Sources;

/// <summary>Severities of rules, and what counts as generated, as configuration files say.</summary>
/// <param name="configuration">The files.</param>
/// <param name="isDriver">Whether the host will judge it: it refuses what was not analysed.</param>
internal sealed class ConfiguredSeverities(AnalyzerConfigSet configuration, bool isDriver) : SyntaxTreeOptionsProvider
{
    public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) =>
        configuration.GetOptionsForSourcePath(tree.FilePath).AnalyzerOptions.TryGetValue("generated_code", out var text) && bool.TryParse(text, out var generated)
            ? generated ? GeneratedKind.MarkedGenerated : GeneratedKind.NotGenerated
            : GeneratedKind.Unknown;

    public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
    {
        if (configuration.GetOptionsForSourcePath(tree.FilePath).TreeOptions.TryGetValue(diagnosticId, out severity))
        {
            return true;
        }

        var raised = isDriver && diagnosticId == LifecycleRules.NotAnalysed && !TryGetGlobalDiagnosticValue(diagnosticId, cancellationToken, out _);
        severity = raised ? ReportDiagnostic.Warn : ReportDiagnostic.Default;
        return raised;
    }

    public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
        configuration.GlobalConfigOptions.TreeOptions.TryGetValue(diagnosticId, out severity);
}
