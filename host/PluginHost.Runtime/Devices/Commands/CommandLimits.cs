namespace PluginHost.Runtime.Devices.Commands;

/// <summary>How long commands may take.</summary>
internal static class CommandLimits
{
    /// <summary>From its posting to its outcome, for a sender that waits.</summary>
    public static readonly TimeSpan WaitedFor = TimeSpan.FromSeconds(10);

    /// <summary>In the queue, for a sender that does not wait.</summary>
    public static readonly TimeSpan NotWaitedFor = TimeSpan.FromSeconds(60);

    /// <summary>In the driver, at most.</summary>
    public static readonly TimeSpan Execution = TimeSpan.FromSeconds(10);
}
