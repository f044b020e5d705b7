namespace PluginHost.Barco.Protocol.Names;

internal static class NetworkNames
{
    /// <summary>The address to wake the projector by; it can be read only while it is awake.</summary>
    public const string HardwareAddress = "network.device.lan.hwaddress";
    public const string HostName = "network.hostname";
}
