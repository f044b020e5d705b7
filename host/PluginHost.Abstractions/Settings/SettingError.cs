namespace PluginHost;

/// <summary>One mistake in the settings, with its place.</summary>
/// <param name="Message">What is wrong and what would be right, without the value of a secret.</param>
/// <param name="Line">The line, from 1; 0 when unknown.</param>
/// <param name="Column">The column, from 1; 0 when unknown.</param>
public sealed record SettingError(string Message, int Line, int Column);
