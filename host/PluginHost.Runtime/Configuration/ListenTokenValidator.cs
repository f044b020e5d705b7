namespace PluginHost.Runtime.Configuration;

/// <summary>Whoever can be reached from outside must ask for a token.</summary>
internal static class ListenTokenValidator
{
    public static void Check(HostOptions host, MapReader map, ErrorList errors)
    {
        if (host.Token is null && !ListenUrl.IsLoopback(host.Listen))
        {
            errors.Add(map.Find("listen")!, "listen: an address that is not loopback needs the key 'token', such as ${env:PLUGINHOST_TOKEN}");
        }
    }
}
