using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using PluginHost.Runtime.Transports.Datagrams;

namespace PluginHost.Runtime.Tests.Transports.Datagrams;

public sealed class MagicPacketTests
{
    private static readonly byte[] Mac = [0x00, 0x04, 0xA5, 0x12, 0x34, 0x56];

    [Theory]
    [InlineData("00:04:A5:12:34:56")]
    [InlineData("00:04:a5:12:34:56")]
    [InlineData("00-04-A5-12-34-56")]
    [InlineData("0004A5123456")]
    public void For_EveryForm_IsSixTimesFfAndSixteenTimesTheAddress(string mac)
    {
        var packet = MagicPacket.For(mac);
        Assert.Equal(Enumerable.Repeat((byte)0xFF, 6).Concat(Enumerable.Repeat(Mac, 16).SelectMany(bytes => bytes)), packet);
    }

    [Theory]
    [InlineData("")]
    [InlineData("projector")]
    [InlineData("00:04:A5:12:34")]
    [InlineData("00:04:A5:12:34:56:78:9A")]
    [InlineData("00:04:A5:12:34:5G")]
    [InlineData("00:04-A5:12-34:56")]
    public void For_AnythingElse_Throws(string mac) => Assert.Throws<FormatException>(() => MagicPacket.For(mac));

    [Fact]
    public void Targets_AreEveryNetworkAndEverybody()
    {
        LocalInterface lan = new(2, IPAddress.Parse("192.168.1.20"), 24, IsUp: true, IsLoopback: false, SupportsMulticast: true);
        Assert.Equal(["192.168.1.255:9", "255.255.255.255:9"], MagicPacket.Targets([lan]).Select(target => target.ToString()));
    }

    [Fact]
    public async Task Wake_SleepingDevice_ReceivesThePacket()
    {
        using var sleeper = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        sleeper.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        await using var loan = new Loan { WakePort = ((IPEndPoint)sleeper.LocalEndPoint!).Port };
        using var deadline = loan.Within();
        await loan.Lender.WakeAsync("00:04:A5:12:34:56", deadline);
        var buffer = new byte[200];
        var length = await sleeper.ReceiveAsync(buffer).WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(MagicPacket.For("0004A5123456"), buffer[..length]);
    }

    [Fact]
    public async Task Send_NowhereToGo_ThrowsLost()
    {
        var ending = await Assert.ThrowsAsync<ConnectionEndedException>(
            () => MagicPacket.SendAsync(MagicPacket.For("0004A5123456"), [], NullLogger.Instance, CancellationToken.None));
        Assert.Equal(ConnectionEnd.Lost, ending.End);
    }
}
