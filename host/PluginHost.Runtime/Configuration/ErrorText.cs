namespace PluginHost.Runtime.Configuration;

/// <summary>Parts that messages have in common.</summary>
internal static class ErrorText
{
    private const int LongestWord = 64;

    public static string Quote(string text) =>
        text.Length <= LongestWord ? $"'{text}'" : $"'{text[..LongestWord]}…'";

    /// <summary>Every mistake in one sentence; a place is told where it is in a file of its own.</summary>
    public static string Sentence(IEnumerable<SettingError> mistakes) => string.Join("; ", mistakes.Distinct().Select(mistake => mistake.File is { } file
        ? new ConfigurationError(file, mistake.Line, mistake.Column, mistake.Message).ToString()
        : mistake.Message));

    /// <summary>A hint at what was probably meant. Comparing costs the product of the lengths, so a long text gets none.</summary>
    public static string Hint(string written, IEnumerable<string> known) =>
        written.Length <= LongestWord ? Suggestion.For(written, known) : "";
}
