using System.Text;

namespace PluginHost.Barco.Protocol;

/// <summary>The SSDP request that projectors answer.</summary>
internal static class SsdpSearch
{
    public const string Target = "urn:schemas-upnp-org:device:projector:1";
    public const string MulticastAddress = "239.255.255.250";
    public const int Port = 1900;

    /// <param name="maxWaitSeconds">Devices spread their answers over this time; 1 to 5.</param>
    public static byte[] Build(int maxWaitSeconds) => Encoding.ASCII.GetBytes(
        $"M-SEARCH * HTTP/1.1\r\nHOST: {MulticastAddress}:{Port}\r\nMAN: \"ssdp:discover\"\r\nMX: {maxWaitSeconds}\r\nST: {Target}\r\n\r\n");
}
