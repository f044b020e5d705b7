namespace PluginHost.Runtime.Devices.Supervision;

/// <summary>What the host does about the outcome of a call.</summary>
internal enum Reaction
{
    /// <summary>Goes on.</summary>
    Continue,

    /// <summary>Shows the device as busy and goes on; values and connection are kept.</summary>
    ShowBusy,

    /// <summary>Writes it to the log at Debug and goes on with the end that is under way.</summary>
    Note,

    /// <summary>Closes the streams that were to be handed over and opens a new connection at once.</summary>
    OpenAnew,

    /// <summary>Ends the connection and opens a new one after the back-off.</summary>
    Retry,

    /// <summary>Ends the connection and opens a new one after the back-off's longest pause.</summary>
    RetryLate,

    /// <summary>Ends the connection, counts a refusal, and after the allowed number waits for other credentials.</summary>
    CountRefusal,

    /// <summary>Ends the connection, shows the device as failed and tries again after minutes.</summary>
    Fail,

    /// <summary>Ends the connection and opens none before the plugin is replaced: a thread is lost to it.</summary>
    Quarantine,
}
