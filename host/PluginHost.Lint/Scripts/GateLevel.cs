namespace PluginHost.Lint.Scripts;

/// <summary>What the gate refuses beside what does not compile.</summary>
public enum GateLevel
{
    /// <summary>Nothing: the rules are not run.</summary>
    Off,

    /// <summary>Warnings and errors, and what could not be analysed.</summary>
    Warning,

    /// <summary>Errors, and what could not be analysed.</summary>
    Error,
}
