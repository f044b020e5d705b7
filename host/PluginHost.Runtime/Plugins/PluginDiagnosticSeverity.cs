namespace PluginHost.Runtime.Plugins;

/// <summary>How much a finding matters.</summary>
public enum PluginDiagnosticSeverity
{
    /// <summary>The plugin works, but may leak or stay in memory.</summary>
    Warning,
}
