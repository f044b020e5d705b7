namespace PluginHost.Ipcom.Outputs;

/// <summary>How far a change of outputs has come.</summary>
internal enum ChangeState
{
    /// <summary>It waits for its write.</summary>
    Waiting,

    /// <summary>It was written and no snapshot shows it yet.</summary>
    Written,

    /// <summary>A snapshot shows it.</summary>
    Shown,

    /// <summary>It was not written in time, or is not shown.</summary>
    Failed,

    /// <summary>Another one for the same outputs took its place.</summary>
    Superseded,
}
