using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace PluginHost.Incident.Gallery.DatagramNeverClosed.After;

#region shown
internal static class HardwareAddress
{
    public static PhysicalAddress? Towards(IPEndPoint peer)
    {
        // Nothing is sent: connecting a datagram socket only asks which interface leads there.
        using var probe = new Socket(SocketType.Dgram, ProtocolType.Udp);
        probe.Connect(peer);
        var local = ((IPEndPoint)probe.LocalEndPoint!).Address.MapToIPv4();
        return NetworkInterface.GetAllNetworkInterfaces()
            .FirstOrDefault(one => one.GetIPProperties().UnicastAddresses.Any(address => address.Address.Equals(local)))
            ?.GetPhysicalAddress();
    }
}
#endregion
