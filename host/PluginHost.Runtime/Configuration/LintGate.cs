namespace PluginHost.Runtime.Configuration;

/// <summary>The lowest severity of a finding that keeps a driver script from being loaded.</summary>
public enum LintGate
{
    /// <summary>Scripts are only compiled.</summary>
    Off,

    /// <summary>Warnings and errors refuse.</summary>
    Warning,

    /// <summary>Errors refuse.</summary>
    Error,
}
