namespace PluginHost.Analyzers.Loops;

/// <summary>What the test of a loop says about its end.</summary>
internal enum EndlessSign
{
    /// <summary>Nothing: it ends when the stream does.</summary>
    None,

    /// <summary><c>while (true)</c>: it may still be a download.</summary>
    Forever,

    /// <summary>It goes on until somebody stops it: a token, a flag, a state.</summary>
    Stoppable,
}
