namespace PluginHost.Runtime.Transports.Http.Authentication;

/// <summary>One challenge of a <c>WWW-Authenticate</c> header. Reads what devices send, not only what the grammar allows.</summary>
internal sealed class AuthenticationChallenge(string scheme)
{
    private readonly Dictionary<string, string> _parameters = new(StringComparer.OrdinalIgnoreCase);

    public string Scheme => scheme;

    /// <summary>The value of a parameter, unquoted; <see langword="null"/> when it was not sent.</summary>
    public string? this[string name] => _parameters.GetValueOrDefault(name);

    /// <summary>All challenges of one header value, in its order.</summary>
    public static IReadOnlyList<AuthenticationChallenge> ParseAll(string header)
    {
        var challenges = new List<AuthenticationChallenge>();
        var at = 0;
        while (at < header.Length)
        {
            var token = TakeToken(header, ref at);
            if (token.Length == 0)
            {
                at++;
                continue;
            }

            SkipBlanks(header, ref at);
            if (challenges.Count > 0 && at < header.Length && header[at] == '=')
            {
                at++;
                SkipBlanks(header, ref at);
                challenges[^1]._parameters.TryAdd(token, TakeValue(header, ref at));
            }
            else
            {
                challenges.Add(new AuthenticationChallenge(token));
            }
        }

        return challenges;
    }

    private static void SkipBlanks(string text, ref int at)
    {
        while (at < text.Length && text[at] is ' ' or '\t')
        {
            at++;
        }
    }

    private static string TakeToken(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && text[at] is not (' ' or '\t' or ',' or ';' or '=' or '"'))
        {
            at++;
        }

        return text[start..at];
    }

    private static string TakeValue(string text, ref int at)
    {
        if (at >= text.Length || text[at] != '"')
        {
            return TakeToken(text, ref at);
        }

        var value = new System.Text.StringBuilder();
        for (at++; at < text.Length && text[at] != '"'; at++)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
            {
                at++;
            }

            value.Append(text[at]);
        }

        // Past the closing quote, where there is one.
        at = Math.Min(at + 1, text.Length);
        return value.ToString();
    }
}
