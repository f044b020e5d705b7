using System.Net;
using System.Text;

namespace PluginHost.Runtime.Transports.Http.Authentication;

/// <summary>The answer to a digest challenge as RFC 7616 computes it. Holds the hash of the secret, for one nonce and client nonce.</summary>
internal sealed class DigestAnswer
{
    private readonly DigestChallenge _challenge;
    private readonly string _clientNonce;
    private readonly string _user;
    private readonly string _secret;

    public DigestAnswer(DigestChallenge challenge, NetworkCredential credentials, string clientNonce)
    {
        (_challenge, _clientNonce) = (challenge, clientNonce);
        var hash = challenge.Algorithm;
        var secret = hash.Hash($"{credentials.UserName}:{challenge.Realm}:{credentials.Password}");
        _secret = hash.IsSession ? hash.Hash($"{secret}:{challenge.Nonce}:{clientNonce}") : secret;
        _user = Username(challenge, credentials.UserName);
    }

    /// <summary>What follows <c>Authorization: Digest</c>.</summary>
    /// <param name="method">The request's method.</param>
    /// <param name="uri">The path and query as they stand in the request line.</param>
    /// <param name="count">How many requests carried this nonce, this one included.</param>
    public string For(string method, string uri, uint count)
    {
        var hash = _challenge.Algorithm;
        var request = hash.Hash($"{method}:{uri}");
        var counter = count.ToString("x8");
        var answer = new StringBuilder(_user)
            .Append($", realm={Quote(_challenge.Realm)}, nonce={Quote(_challenge.Nonce)}, uri={Quote(uri)}");
        if (_challenge.HasQop)
        {
            var response = hash.Hash($"{_secret}:{_challenge.Nonce}:{counter}:{_clientNonce}:auth:{request}");
            answer.Append($", response=\"{response}\", qop=auth, nc={counter}, cnonce=\"{_clientNonce}\"");
        }
        else
        {
            answer.Append($", response=\"{hash.Hash($"{_secret}:{_challenge.Nonce}:{request}")}\"");
            if (hash.IsSession)
            {
                answer.Append($", cnonce=\"{_clientNonce}\"");
            }
        }

        if (_challenge.NamesAlgorithm)
        {
            answer.Append($", algorithm={hash.Name}");
        }

        if (_challenge.Opaque is { } opaque)
        {
            answer.Append($", opaque={Quote(opaque)}");
        }

        return answer.ToString();
    }

    private static string Username(DigestChallenge challenge, string name) => challenge.HashesUser
        ? $"username=\"{challenge.Algorithm.Hash($"{name}:{challenge.Realm}")}\", userhash=true"
        : Ascii.IsValid(name) ? $"username={Quote(name)}"
        : $"username*=UTF-8''{Uri.EscapeDataString(name)}";

    private static string Quote(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
