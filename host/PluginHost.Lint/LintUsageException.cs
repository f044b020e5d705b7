namespace PluginHost.Lint;

/// <summary>What was asked for cannot be looked at: the message says what and where, in one line.</summary>
public sealed class LintUsageException(string message) : Exception(message);
