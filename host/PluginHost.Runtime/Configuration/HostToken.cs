namespace PluginHost.Runtime.Configuration;

/// <summary>The token that a client presents in a header of HTTP, which cannot hold every character.</summary>
public static class HostToken
{
    /// <summary>What <see cref="IsUsable"/> wants, for messages.</summary>
    public const string Expected = "expected letters, digits and punctuation of ASCII alone, without spaces, since it is sent in an HTTP header";

    /// <summary>Whether a client can present the token.</summary>
    /// <param name="token">The token.</param>
    /// <returns>True when it is printable ASCII without spaces.</returns>
    public static bool IsUsable(string token) => token.All(c => c is > ' ' and <= '~');
}
