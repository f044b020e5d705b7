using System.Net;
using PluginHost.Runtime.Configuration;
using PluginHost.Server.Exits;

namespace PluginHost.Server.Client;

/// <summary>Where a running host is, and the token it wants.</summary>
/// <param name="Url">Its address.</param>
/// <param name="Token">The token; <see langword="null"/> for none.</param>
/// <param name="IsConfigured">Whether the address is that of the configuration, which a running host may not have taken yet.</param>
internal sealed record HostAddress(Uri Url, string? Token, bool IsConfigured)
{
    public const string UrlVariable = "PLUGINHOST_URL";
    public const string TokenVariable = "PLUGINHOST_TOKEN";

    /// <summary>Finds the host: the command line first, then the environment, then the configuration, then the default.</summary>
    /// <param name="url">The address on the command line.</param>
    /// <param name="token">The token on the command line.</param>
    /// <param name="host">What the configuration says; <see langword="null"/> when there is none.</param>
    /// <exception cref="ProgramFailure">The address is none that a program could connect to.</exception>
    public static HostAddress Find(string? url, string? token, HostOptions? host)
    {
        var named = url ?? Variable(UrlVariable);
        Uri? parsed = null;
        if (named is not null && (!Uri.TryCreate(named, UriKind.Absolute, out parsed) || parsed.Scheme is not ("http" or "https")))
        {
            throw ProgramFailure.Usage($"{(url is null ? "$" + UrlVariable : "--url")} {named}: expected a URL such as http://127.0.0.1:8420");
        }

        var own = Reachable(host?.Listen ?? HostOptions.DefaultListen);
        var listen = parsed ?? own;

        // The configuration's token is for its own host; another machine must not be told it.
        var known = listen.Host == own.Host ? host?.Token : null;
        var chosen = token ?? Variable(TokenVariable) ?? known;
        if (chosen is not null && !HostToken.IsUsable(chosen))
        {
            throw ProgramFailure.Usage($"{(token is null ? "$" + TokenVariable : "--token")}: {HostToken.Expected}");
        }

        return listen.Port > 0
            ? new HostAddress(listen, chosen, parsed is null && host is not null)
            : throw ProgramFailure.Usage("host.listen has port 0, so nobody knows where the host listens; give --url");
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    /// <summary>An address to connect to, where one that is listened on may stand for all of the machine's.</summary>
    public static Uri Reachable(Uri listen) => IPAddress.TryParse(listen.DnsSafeHost, out var address)
        ? new UriBuilder(listen)
        {
            Host = address.Equals(IPAddress.Any) ? IPAddress.Loopback.ToString()
                : address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback.ToString()
                : listen.Host,
        }.Uri
        : listen;
}
