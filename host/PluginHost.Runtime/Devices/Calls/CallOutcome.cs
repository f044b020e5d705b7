namespace PluginHost.Runtime.Devices.Calls;

/// <summary>What came of one call into a driver.</summary>
public enum CallOutcome
{
    /// <summary>It returned.</summary>
    Completed,

    /// <summary>The device is in a state change.</summary>
    Busy,

    /// <summary>The peer or the network is gone.</summary>
    Lost,

    /// <summary>The device refused PIN or password.</summary>
    CredentialsRefused,

    /// <summary>The peer broke the protocol.</summary>
    ProtocolBroken,

    /// <summary>The device cannot do what the driver needs.</summary>
    Unsupported,

    /// <summary>It ended because the host asked it to.</summary>
    Stopped,

    /// <summary>It gave up at its deadline.</summary>
    TimedOut,

    /// <summary>It threw what the contract does not know.</summary>
    Broken,

    /// <summary>It was given up: its task did not end within a second after the deadline.</summary>
    Hung,

    /// <summary>It was given up while it held a thread, be it before or after its first await.</summary>
    Blocked,
}
