namespace PluginHost.Server.Exits;

/// <summary>Ends the program with an exit code and lines on standard error that say what and where.</summary>
internal sealed class ProgramFailure(int exitCode, IReadOnlyList<string> lines, Exception? cause = null)
    : Exception(string.Join(Environment.NewLine, lines), cause)
{
    public int ExitCode { get; } = exitCode;

    public IReadOnlyList<string> Lines { get; } = lines;

    /// <summary>What was asked for failed.</summary>
    public static ProgramFailure Failed(string message, Exception? cause = null) => new(Exits.ExitCode.Failed, [$"pluginhost: {message}"], cause);

    /// <summary>What was asked for makes no sense.</summary>
    public static ProgramFailure Usage(string message) => new(Exits.ExitCode.Usage, [$"pluginhost: {message}"]);
}
