using System.Text;
using System.Text.RegularExpressions;

namespace PluginHost.Runtime.Configuration;

/// <summary>Resolves <c>${env:NAME}</c> and <c>${file:PATH}</c>; what they stand for is a secret from then on.</summary>
/// <param name="folder">Where relative paths start.</param>
internal sealed partial class Placeholders(
    string folder,
    SourceFiles files,
    Func<string, string?> environment,
    SecretMask secrets,
    ErrorList errors)
{
    private const int LongestSecretFile = 64 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public SettingNode Resolve(string text, bool quoted, int line, int column)
    {
        if (!text.Contains("${", StringComparison.Ordinal))
        {
            return SettingNode.Scalar(text, quoted, line, column);
        }

        // Inside { } and [ ] YAML demands quotes round a placeholder; they must not turn a port into a text.
        var isWhole = Pattern().Match(text) is { Success: true, Index: 0 } match && match.Length == text.Length;
        return SettingNode.Scalar(
            Pattern().Replace(text, found => ResolveOne(found, line, column)), quoted && !isWhole, line, column);
    }

    [GeneratedRegex(@"\$\{(?:(?<kind>[A-Za-z]+):)?(?<name>[^{}]*)(?<end>\}?)")]
    private static partial Regex Pattern();

    private string ResolveOne(Match found, int line, int column)
    {
        var name = found.Groups["name"].Value;
        var (value, problem) = (found.Groups["end"].Value, found.Groups["kind"].Value) switch
        {
            ("", _) => (null, "'${' has no '}'; a text with '${' in it must come from a placeholder itself"),
            (_, "env" or "file") when name.Length == 0 || name.Contains('\0') => (null, $"{found.Value} names nothing"),
            (_, "env") => FromEnvironment(name),
            (_, "file") => FromFile(name),
            // Not repeated: it may be the middle of a password.
            _ => (null, "unknown placeholder; write ${env:NAME} or ${file:PATH}"),
        };
        if (value is null)
        {
            errors.AddUnresolved(line, column, problem);
            return found.Value;
        }

        secrets.Add(value);
        return value;
    }

    private (string? Value, string Problem) FromEnvironment(string name) =>
        (environment(name), $"the environment variable '{name}' is not set");

    private (string? Value, string Problem) FromFile(string name)
    {
        var file = files.Read(Path.GetFullPath(name, folder), LongestSecretFile);
        if (file.Problem is not null)
        {
            return (null, $"the file '{name}' {file.Problem}");
        }

        try
        {
            var text = Strict.GetString(file.Content);
            return (text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text, "");
        }
        catch (DecoderFallbackException)
        {
            return (null, $"the file '{name}' is not UTF-8 text");
        }
    }
}
