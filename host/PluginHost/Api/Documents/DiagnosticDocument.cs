using PluginHost.Runtime.Plugins;

namespace PluginHost.Server.Api.Documents;

/// <summary>A finding about a plugin.</summary>
internal sealed record DiagnosticDocument(string Id, string Severity, string Message, string? File, int? Line, int? Column)
{
    public static DiagnosticDocument From(PluginDiagnostic finding) => new(
        finding.Id, finding.Severity.ToString().ToLowerInvariant(), finding.Message, finding.File, finding.Line, finding.Column);
}
