namespace PluginHost;

/// <summary>One mistake in the settings, with its place.</summary>
/// <param name="Message">What is wrong and what would be right, without the value of a secret.</param>
/// <param name="Line">The line, from 1; 0 when unknown.</param>
/// <param name="Column">The column, from 1; 0 when unknown.</param>
public sealed record SettingError(string Message, int Line, int Column)
{
    /// <summary>The file it stands in, as the user named it; <see langword="null"/> for the configuration file itself.</summary>
    /// <example><code>var place = $"{mistake.File ?? configuration}:{mistake.Line}:{mistake.Column}";</code></example>
    public string? File { get; init; }

    /// <summary>A mistake at the place of a value.</summary>
    /// <param name="node">Where it stands; <see langword="null"/> for the device's settings as a whole.</param>
    /// <param name="message">What is wrong and what would be right, without the value of a secret.</param>
    /// <returns>The mistake.</returns>
    /// <example><code>mistakes.Add(SettingError.At(entry.Node, $"{entry.Key.Text}: its output is used twice"));</code></example>
    public static SettingError At(SettingNode? node, string message) =>
        new(message, node?.Line ?? 0, node?.Column ?? 0) { File = node?.File };
}
