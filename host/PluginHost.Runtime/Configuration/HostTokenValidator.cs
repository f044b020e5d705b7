namespace PluginHost.Runtime.Configuration;

/// <summary>Whoever can be reached from outside must ask for a token.</summary>
internal static class HostTokenValidator
{
    public static void Check(HostOptions host, MapReader map, ErrorList errors)
    {
        if (host.Token is not null)
        {
            return;
        }

        if (!ListenUrl.IsLoopback(host.Listen))
        {
            errors.Add(map.Find("listen")!, "listen: an address that is not loopback needs the key 'token', such as ${env:PLUGINHOST_TOKEN}");
        }
        else if (host.PublicUrls.Any(url => !ListenUrl.IsLoopback(url)))
        {
            // Doubtful only: the proxy may ask for credentials itself.
            errors.Warn(map.Find("public_urls")!, "public_urls: without the key 'token' whoever gets through the proxy may command the devices");
        }
    }
}
