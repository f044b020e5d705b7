using System.Net;
using System.Net.Sockets;
using PluginHost.Runtime.Transports.Datagrams;

namespace PluginHost.Runtime.Tests.Transports.Datagrams;

public sealed class LocalInterfaceTests
{
    private static readonly LocalInterface Loopback = new(1, IPAddress.Loopback, 8, IsUp: true, IsLoopback: true, SupportsMulticast: false);
    private static readonly LocalInterface Lan = Address(2, "192.168.1.20", 24);

    [Theory]
    [InlineData("192.168.1.20", 24, "192.168.1.255")]
    [InlineData("10.1.2.3", 8, "10.255.255.255")]
    [InlineData("172.16.5.130", 26, "172.16.5.191")]
    [InlineData("10.0.0.1", 30, "10.0.0.3")]
    [InlineData("10.0.0.1", 31, null)]
    [InlineData("10.0.0.1", 32, null)]
    [InlineData("fd00::2", 64, null)]
    public void Broadcast_OfANetwork_IsItsLastAddress(string address, int prefix, string? broadcast) =>
        Assert.Equal(broadcast, Address(1, address, prefix).Broadcast?.ToString());

    [Fact]
    public void ForBroadcast_Chooses_NetworksInUseOnceAndNotLoopback() => Assert.Equal(
        ["192.168.1.255", "10.0.0.255"],
        LocalInterface.ForBroadcast(
        [
            Loopback, Lan, Address(2, "192.168.1.21", 24), Address(3, "10.0.0.1", 24), Address(4, "10.9.9.9", 24) with { IsUp = false },
        ]).Select(address => address.ToString()));

    [Fact]
    public void ForMulticast_Chooses_EachCapableInterfaceOfTheFamilyOnceAndLoopback() => Assert.Equal(
        [1, 2],
        LocalInterface.ForMulticast(
            [
                Loopback, Lan, Address(2, "192.168.1.21", 24), Address(3, "10.0.0.1", 24) with { SupportsMulticast = false },
                Address(4, "10.9.9.9", 24) with { IsUp = false }, Address(5, "fd00::2", 64),
            ],
            AddressFamily.InterNetwork));

    [Fact]
    public void ListAll_OnThisMachine_HasLoopback() => Assert.Contains(
        LocalInterface.ListAll(), one => one is { IsLoopback: true, IsUp: true, PrefixLength: 8 } && one.Address.Equals(IPAddress.Loopback));

    private static LocalInterface Address(int index, string address, int prefix) =>
        new(index, IPAddress.Parse(address), prefix, IsUp: true, IsLoopback: false, SupportsMulticast: true);
}
