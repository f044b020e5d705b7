using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace PluginHost.Runtime.Transports.Datagrams;

/// <summary>One address of one network interface of this machine.</summary>
/// <param name="Index">The system's number of the interface.</param>
/// <param name="Address">The address.</param>
/// <param name="PrefixLength">How many leading bits of the address are the network's.</param>
/// <param name="IsUp">Whether it is in use.</param>
/// <param name="IsLoopback">Whether it leads back to this machine only.</param>
/// <param name="SupportsMulticast">Whether it says that it can carry multicast.</param>
internal sealed record LocalInterface(
    int Index, IPAddress Address, int PrefixLength, bool IsUp, bool IsLoopback, bool SupportsMulticast)
{
    /// <summary>The address of everybody in its IPv4 network; <see langword="null"/> where there is none.</summary>
    public IPAddress? Broadcast
    {
        get
        {
            // Networks of 31 and 32 bits have two ends or one, and nobody else.
            if (Address.AddressFamily != AddressFamily.InterNetwork || PrefixLength is < 1 or > 30)
            {
                return null;
            }

            var bytes = Address.GetAddressBytes();
            for (var bit = PrefixLength; bit < 32; bit++)
            {
                bytes[bit / 8] |= (byte)(0x80 >> (bit % 8));
            }

            return new IPAddress(bytes);
        }
    }

    /// <summary>The interfaces that a group of this address family can be joined on and sent to, each once.</summary>
    /// <remarks>Loopback rarely claims multicast but carries it on most systems, and virtual devices live there.</remarks>
    public static IReadOnlyList<int> ForMulticast(IEnumerable<LocalInterface> all, AddressFamily family) =>
        [.. all
            .Where(one => one.IsUp && one.Address.AddressFamily == family && (one.SupportsMulticast || one.IsLoopback))
            .Select(one => one.Index)
            .Distinct()];

    /// <summary>The broadcast addresses of all networks that this machine is in, each once.</summary>
    public static IReadOnlyList<IPAddress> ForBroadcast(IEnumerable<LocalInterface> all) =>
        [.. all.Where(one => one.IsUp && !one.IsLoopback).Select(one => one.Broadcast).OfType<IPAddress>().Distinct()];

    /// <summary>What the machine has at this moment; interfaces come and go.</summary>
    public static IReadOnlyList<LocalInterface> ListAll()
    {
        var all = new List<LocalInterface>();
        foreach (var network in NetworkInterface.GetAllNetworkInterfaces())
        {
            // Loopback and some tunnels do not tell their state.
            var isUp = network.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown;
            var isLoopback = network.NetworkInterfaceType == NetworkInterfaceType.Loopback;
            var properties = network.GetIPProperties();
            foreach (var unicast in properties.UnicastAddresses)
            {
                var index = unicast.Address.AddressFamily == AddressFamily.InterNetworkV6
                    ? properties.GetIPv6Properties()?.Index
                    : properties.GetIPv4Properties()?.Index;
                if (index is { } number)
                {
                    all.Add(new LocalInterface(number, unicast.Address, unicast.PrefixLength, isUp, isLoopback, network.SupportsMulticast));
                }
            }
        }

        return all;
    }
}
