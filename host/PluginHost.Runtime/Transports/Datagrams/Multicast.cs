using System.Net;
using System.Net.Sockets;

namespace PluginHost.Runtime.Transports.Datagrams;

/// <summary>The socket options of multicast, which differ between the two address families.</summary>
internal static class Multicast
{
    public static bool IsGroup(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6
        ? address.IsIPv6Multicast
        : (address.GetAddressBytes()[0] & 0xF0) == 0xE0;

    /// <exception cref="ConnectionEndedException">It can be joined on no interface.</exception>
    public static void Join(Socket socket, IPAddress group, IReadOnlyList<LocalInterface> interfaces)
    {
        SocketException? last = null;
        var joined = 0;
        foreach (var index in LocalInterface.ForMulticast(interfaces, group.AddressFamily))
        {
            try
            {
                if (group.AddressFamily == AddressFamily.InterNetworkV6)
                {
                    socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.AddMembership, new IPv6MulticastOption(group, index));
                }
                else
                {
                    socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(group, index));
                }

                joined++;
            }
            catch (SocketException error)
            {
                // One interface that refuses does not keep the group from the others.
                last = error;
            }
        }

        if (joined == 0)
        {
            var reason = last is null ? "no interface can" : StreamErrors.Describe(last);
            throw ConnectionEndedException.Lost($"The group {group} cannot be joined: {reason}.", last);
        }
    }

    /// <summary>Makes what is sent to a group next leave through this interface.</summary>
    public static void LeaveThrough(Socket socket, int index)
    {
        if (socket.AddressFamily == AddressFamily.InterNetworkV6)
        {
            socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.MulticastInterface, index);
        }
        else
        {
            socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.MulticastInterface, IPAddress.HostToNetworkOrder(index));
        }
    }
}
