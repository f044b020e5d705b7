using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace PluginHost.Incident.Gallery.DatagramNeverClosed.Before;

#region shown
internal static class HardwareAddress
{
    public static PhysicalAddress? Towards(IPEndPoint peer)
    {
        // Nothing is sent: connecting a datagram socket only asks which interface leads there.
        var probe = new Socket(SocketType.Dgram, ProtocolType.Udp); // PH0007
        probe.Connect(peer);
        var local = ((IPEndPoint)probe.LocalEndPoint!).Address.MapToIPv4();
        return NetworkInterface.GetAllNetworkInterfaces()
            .FirstOrDefault(one => one.GetIPProperties().UnicastAddresses.Any(address => address.Address.Equals(local)))
            ?.GetPhysicalAddress();
    }
}
#endregion
