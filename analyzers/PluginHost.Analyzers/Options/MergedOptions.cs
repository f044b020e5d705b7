using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace PluginHost.Analyzers.Options;

/// <summary>
/// What the files of a compilation say together, for options that hold for all of it. No one file speaks for the others: the
/// first may come from a package, out of reach of the project's own <c>.editorconfig</c>.
/// </summary>
internal sealed class MergedOptions : AnalyzerConfigOptions
{
    private readonly IReadOnlyList<AnalyzerConfigOptions> _options;

    public MergedOptions(AnalyzerConfigOptionsProvider provider, IEnumerable<SyntaxTree> trees) =>
        _options = [provider.GlobalOptions, .. trees.Select(provider.GetOptions)];

    /// <summary>Lists are joined; of other values the first counts.</summary>
    public override bool TryGetValue(string key, out string value)
    {
        string? merged = null;
        HashSet<string>? seen = null;
        foreach (var options in _options)
        {
            if (!options.TryGetValue(key, out var found))
            {
                continue;
            }

            if (merged is null)
            {
                merged = found;
            }
            else if (merged != found && OptionNames.Lists.Any(list => key.EndsWith(list, StringComparison.OrdinalIgnoreCase)) && (seen ??= [merged]).Add(found))
            {
                merged = $"{merged}|{found}";
            }
        }

        value = merged!;
        return merged is not null;
    }
}
