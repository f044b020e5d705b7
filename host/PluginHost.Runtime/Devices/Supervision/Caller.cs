namespace PluginHost.Runtime.Devices.Supervision;

/// <summary>Which call of the contract an outcome comes from.</summary>
internal enum Caller
{
    /// <summary>OpenAsync.</summary>
    Open,

    /// <summary>A turn of a rhythm.</summary>
    Rhythm,

    /// <summary>ListenAsync.</summary>
    Listen,

    /// <summary>ExecuteAsync.</summary>
    Command,

    /// <summary>CloseAsync.</summary>
    Close,

    /// <summary>DisposeAsync.</summary>
    Dispose,

    /// <summary>SuspendAsync, on the connection that is handed over.</summary>
    Suspend,

    /// <summary>ResumeAsync, on the driver that takes it over.</summary>
    Resume,
}
