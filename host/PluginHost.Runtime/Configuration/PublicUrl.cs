using System.Diagnostics.CodeAnalysis;

namespace PluginHost.Runtime.Configuration;

/// <summary>An address under which others reach the host, such as that of a proxy in front of it.</summary>
public static class PublicUrl
{
    /// <summary>What <see cref="TryParse"/> wants, for messages.</summary>
    public const string Expected = "expected a URL with scheme and host and nothing behind, such as https://home.example.net";

    /// <summary>Reads an address.</summary>
    /// <param name="text">The text.</param>
    /// <param name="url">The address.</param>
    /// <returns>Whether it is an http or https URL with a host, perhaps a port, and nothing else.</returns>
    public static bool TryParse(string text, [NotNullWhen(true)] out Uri? url) =>
        Uri.TryCreate(text, UriKind.Absolute, out url)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
        && url is { Host.Length: > 0, PathAndQuery: "/", Fragment: "", UserInfo: "" };

    /// <summary>The address as a browser writes it into <c>Origin</c>: in ASCII, without a port that goes without saying.</summary>
    /// <param name="url">The address.</param>
    /// <returns>Its origin.</returns>
    public static string Origin(Uri url) => $"{url.Scheme}://{Name(url)}{(url.IsDefaultPort ? "" : $":{url.Port}")}";

    /// <summary>The host as it stands in <c>Host</c>, without the port.</summary>
    /// <param name="url">The address.</param>
    /// <returns>The name in ASCII, or the address.</returns>
    public static string Name(Uri url) => url.HostNameType == UriHostNameType.Dns ? url.IdnHost : url.Host;
}
