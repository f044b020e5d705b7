namespace PluginHost.Server.Exits;

/// <summary>What the program tells its caller by its exit code.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>What was asked for failed, or was found.</summary>
    public const int Failed = 1;

    /// <summary>Wrong usage or configuration; nothing was started.</summary>
    public const int Usage = 2;

    /// <summary>Ended by Ctrl-C.</summary>
    public const int Interrupted = 130;

    /// <summary>Ended by SIGTERM.</summary>
    public const int Terminated = 143;
}
