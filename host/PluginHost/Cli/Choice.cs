using System.CommandLine;

namespace PluginHost.Server.Cli;

/// <summary>An option that takes one of a few words.</summary>
internal static class Choice
{
    /// <param name="name">The option.</param>
    /// <param name="description">What it chooses.</param>
    /// <param name="preset">The word that counts when none is given.</param>
    /// <param name="words">All words.</param>
    public static Option<string> Create(string name, string description, string preset, params string[] words)
    {
        var option = new Option<string>(name) { HelpName = string.Join('|', words), Description = description, DefaultValueFactory = _ => preset };
        option.CompletionSources.Add(words);
        option.Validators.Add(given =>
        {
            if (given.Tokens is [{ Value: var value }] && !words.Contains(value, StringComparer.Ordinal))
            {
                given.AddError($"{name} takes {string.Join(", ", words[..^1])} or {words[^1]}, not '{value}'.");
            }
        });
        return option;
    }
}
