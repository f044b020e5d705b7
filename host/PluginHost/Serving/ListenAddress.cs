using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using PluginHost.Runtime.Configuration;
using PluginHost.Server.Exits;

namespace PluginHost.Server.Serving;

/// <summary>Where the server listens.</summary>
internal static class ListenAddress
{
    /// <summary>The address of the command line, else the configuration's.</summary>
    /// <exception cref="ProgramFailure">It is no address that the host can serve at.</exception>
    public static Uri Choose(string? given, Uri configured, string? token)
    {
        var url = configured;
        if (given is not null && !ListenUrl.TryParse(given, out url))
        {
            throw ProgramFailure.Usage($"--listen {given}: {ListenUrl.Expected}");
        }

        if (url.Scheme != Uri.UriSchemeHttp)
        {
            throw ProgramFailure.Usage(
                $"listen {Text(url)}: the host has no certificate to serve https with; listen on http, let a proxy serve https, and name the proxy's address in host.public_urls");
        }

        return token is not null || ListenUrl.IsLoopback(url)
            ? url
            : throw ProgramFailure.Usage(
                $"listen {Text(url)}: an address that is not loopback needs a token; set host.token in the configuration, or $PLUGINHOST_TOKEN for 'demo'");
    }

    public static void Bind(KestrelServerOptions kestrel, Uri url)
    {
        if (IPAddress.TryParse(url.DnsSafeHost, out var address))
        {
            kestrel.Listen(address, url.Port);
        }
        else if (url.Host != "localhost")
        {
            // A name may stand for several of the machine's addresses, or for none that it knows of itself.
            kestrel.ListenAnyIP(url.Port);
        }
        else if (url.Port == 0)
        {
            // Two addresses could not be given one free port.
            kestrel.Listen(IPAddress.Loopback, 0);
        }
        else
        {
            kestrel.ListenLocalhost(url.Port);
        }
    }

    /// <summary>The address with the port that was really taken.</summary>
    public static Uri WithPort(Uri url, int port) => new UriBuilder(url) { Port = port }.Uri;

    public static string Text(Uri url) => url.GetLeftPart(UriPartial.Authority);
}
