using Microsoft.Extensions.Logging;

namespace PluginHost.Testing;

/// <summary>One log record as it was written.</summary>
/// <param name="Level">Its severity.</param>
/// <param name="Category">The name of the logger that wrote it.</param>
/// <param name="Event">Its id and name.</param>
/// <param name="Message">The rendered message.</param>
/// <param name="Values">The structured values by name; framework value types and strings as they are, anything else as text, so that no entry keeps a plugin's object alive.</param>
/// <param name="Exception">The exception's full text, or null.</param>
/// <param name="Scopes">The scopes it was written in, outermost first.</param>
public sealed record LogEntry(
    LogLevel Level,
    string Category,
    EventId Event,
    string Message,
    IReadOnlyDictionary<string, object?> Values,
    string? Exception,
    IReadOnlyList<LogScope> Scopes)
{
    /// <summary>One line, with the exception after it.</summary>
    public override string ToString()
        => $"{Level} {Category}: {Message}{(Exception is null ? "" : Environment.NewLine + Exception)}";
}
