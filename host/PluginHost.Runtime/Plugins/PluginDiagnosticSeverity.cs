namespace PluginHost.Runtime.Plugins;

/// <summary>How much a finding matters.</summary>
public enum PluginDiagnosticSeverity
{
    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>The plugin works, but may leak or stay in memory.</summary>
    Warning,

    /// <summary>The plugin cannot be built, or does what no driver may do.</summary>
    Error,
}
