namespace PluginHost.Runtime.Transports.Http.Authentication;

/// <summary>A digest challenge that can be answered.</summary>
/// <param name="Realm">The realm.</param>
/// <param name="Nonce">The server's nonce.</param>
/// <param name="Opaque">To be sent back as it is; <see langword="null"/> when none was sent.</param>
/// <param name="Algorithm">The hash.</param>
/// <param name="NamesAlgorithm">Whether the server named it; one that did not may not know the word.</param>
/// <param name="HasQop">Whether it wants quality of protection <c>auth</c>; without it the answer is the one of RFC 2069.</param>
/// <param name="IsStale">Whether only the nonce was too old.</param>
/// <param name="HashesUser">Whether the user's name is to be sent hashed.</param>
internal sealed record DigestChallenge(
    string Realm, string Nonce, string? Opaque, DigestAlgorithm Algorithm, bool NamesAlgorithm, bool HasQop, bool IsStale, bool HashesUser)
{
    /// <summary>Reads a challenge; <see langword="null"/> where it is no digest, incomplete, or wants what is not known here.</summary>
    public static DigestChallenge? From(AuthenticationChallenge challenge)
    {
        if (!challenge.Scheme.Equals("Digest", StringComparison.OrdinalIgnoreCase)
            || challenge["realm"] is not { } realm
            || challenge["nonce"] is not { Length: > 0 } nonce
            || DigestAlgorithm.Find(challenge["algorithm"] ?? DigestAlgorithm.Md5.Name) is not { } algorithm)
        {
            return null;
        }

        var qualities = (challenge["qop"] ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries);
        var hasQop = qualities.Contains("auth", StringComparer.OrdinalIgnoreCase);
        return hasQop || qualities.Length == 0
            ? new DigestChallenge(
                realm, nonce, challenge["opaque"], algorithm, challenge["algorithm"] is not null, hasQop, IsTrue(challenge["stale"]), IsTrue(challenge["userhash"]))
            : null;
    }

    private static bool IsTrue(string? value) => "true".Equals(value, StringComparison.OrdinalIgnoreCase);
}
