using YamlDotNet.Core;

namespace PluginHost.Runtime.Configuration;

/// <summary>Says in words of the user what the YAML parser stumbled over.</summary>
internal static class YamlMistakes
{
    private static readonly (string Fragment, string Message)[] Sentences =
    [
        ("unexpected end of stream", "a quote is opened here and never closed"),
        ("cannot start any token", "a value cannot start with this character; put it in quotes"),
        ("unknown escape", "unknown escape after '\\' in double quotes; write '\\\\' or use single quotes"),
        ("hexadecimal", "an escape in double quotes needs hexadecimal digits"),
        ("Unicode", "an escape in double quotes is no Unicode character"),
        ("found invalid mapping", "a ':' makes no key here; put a value with ': ' in it in quotes, or check the line before"),
        ("did not find expected key", "expected 'key: value' here; check the indentation of this line and the quotes before it"),
        ("expected '-' indicator", "expected '- ' here; check the indentation of this line"),
        ("',' or '}'", "expected ',' or '}' here; inside { } a placeholder must stand in quotes"),
        ("',' or ']'", "expected ',' or ']' here; inside [ ] a placeholder must stand in quotes"),
        ("expected node content", "expected a value here"),
        ("expected ':'", "expected ':' after this key"),
        ("sequence entries are not allowed", "a list must start on a line of its own"),
        ("wrong indentation", "a text in quotes that goes on in the next line must be indented further"),
        ("<document start>", "only one document with 'key: value' lines is allowed; nothing may follow it"),
        ("<document end>", "expected the end of the file here"),
        ("anchor", "this anchor (&name) or alias (*name) is not written as YAML wants it"),
        ("tag", "tags such as '!secret' are not supported; write ${env:NAME} or ${file:PATH}"),
        ("comment", "a comment needs a blank before '#' and must not stand here"),
        ("block scalar", "this '|' or '>' text is not indented as YAML wants it"),
    ];

    public static SettingError Translate(Exception mistake, string text, Mark reached)
    {
        var place = mistake is YamlException { Start.Line: > 0 } yaml ? yaml.Start : reached;
        if (mistake.Message.Contains(" tab ", StringComparison.Ordinal) && FindTab(text, place.Line) is { } tab)
        {
            return new SettingError("a tab stands in the indentation; use blanks", tab.Line, tab.Column);
        }

        var known = mistake is YamlException
            ? Array.Find(Sentences, s => mistake.Message.Contains(s.Fragment, StringComparison.Ordinal)).Message
            : null;
        return new SettingError(
            known ?? "this is not valid YAML; check indentation, quotes and brackets here and before",
            (int)place.Line,
            (int)place.Column);
    }

    // The parser names the start of the map that holds the tab, which may be many lines away.
    private static (int Line, int Column)? FindTab(string text, long from)
    {
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            var indentation = line[..^line.TrimStart().Length];
            if (number >= from && indentation.IndexOf('\t') is >= 0 and var column)
            {
                return (number, column + 1);
            }
        }

        return null;
    }
}
