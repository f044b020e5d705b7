namespace PluginHost.Lint.Gate;

/// <summary>What the gate says about a driver.</summary>
public enum Verdict
{
    /// <summary>Every method was analysed and nothing was found.</summary>
    Verified,

    /// <summary>Every method was analysed and something was found.</summary>
    Findings,

    /// <summary>Something could not be analysed: silence about it proves nothing.</summary>
    NotVerified,
}
