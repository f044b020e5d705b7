namespace PluginHost.Runtime.Plugins;

/// <summary>A finding about a plugin.</summary>
/// <param name="Id">The rule, such as PH0014.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Message">What was found and what to do instead.</param>
/// <param name="File">The file's name, where known.</param>
/// <param name="Line">From 1, where known.</param>
/// <param name="Column">From 1, where known.</param>
public sealed record PluginDiagnostic(
    string Id, PluginDiagnosticSeverity Severity, string Message, string? File = null, int? Line = null, int? Column = null);
