namespace PluginHost.Testing;

/// <summary>One line that a program wrote.</summary>
/// <param name="IsError">True for standard error, false for standard output.</param>
/// <param name="Text">The line without its end.</param>
public sealed record ProgramLine(bool IsError, string Text);
