namespace PluginHost.Runtime.Configuration;

/// <summary>One mistake in the configuration, with its place. Holds no secret.</summary>
/// <param name="File">The file as the user named it.</param>
/// <param name="Line">The line, from 1; 0 when the file as a whole is meant.</param>
/// <param name="Column">The column, from 1; 0 when the file as a whole is meant.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record ConfigurationError(string File, int Line, int Column, string Message)
{
    /// <summary>The mistake as one line, <c>FILE:LINE:COL: message</c>.</summary>
    /// <returns>The line, which editors and terminals turn into a link.</returns>
    public override string ToString() => Line > 0 ? $"{File}:{Line}:{Column}: {Message}" : $"{File}: {Message}";
}
