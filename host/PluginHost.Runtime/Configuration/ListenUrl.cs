using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace PluginHost.Runtime.Configuration;

/// <summary>The address the host serves at, from the configuration or the command line.</summary>
public static class ListenUrl
{
    /// <summary>What <see cref="TryParse"/> wants, for messages.</summary>
    public const string Expected = "expected a URL with scheme, host and port and nothing behind, such as http://127.0.0.1:8420";

    /// <summary>Reads an address.</summary>
    /// <param name="text">The text.</param>
    /// <param name="url">The address.</param>
    /// <returns>Whether it is an http or https URL with host and port and nothing else. Port 0 is allowed.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out Uri? url) =>
        PublicUrl.TryParse(text, out url)
        // A URL without port means 80 or 443, which nobody who left it out wanted here.
        && text.TrimEnd('/').EndsWith(string.Create(CultureInfo.InvariantCulture, $":{url.Port}"), StringComparison.Ordinal);

    /// <summary>Whether only this machine can reach the address, so that no token is needed.</summary>
    /// <param name="url">The address.</param>
    /// <returns>True for <c>localhost</c>, <c>127.0.0.0/8</c> and <c>::1</c>.</returns>
    public static bool IsLoopback(Uri url) =>
        url.Host == "localhost" || (IPAddress.TryParse(url.DnsSafeHost, out var address) && IPAddress.IsLoopback(address));
}
