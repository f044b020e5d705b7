using System.Net;
using PluginHost.Runtime.Ledger;

namespace PluginHost.Runtime.Tests.Transports.Datagrams;

public sealed class DatagramTransportTests
{
    private static readonly IPAddress Group = IPAddress.Parse("239.255.42.42");
    private static readonly DatagramOptions OnLoopback = new() { Address = IPAddress.Loopback };

    [Fact]
    public async Task Datagrams_BothWays_ArriveWithTheirSenderAndAreCounted()
    {
        await using var loan = new Loan();
        await using var one = loan.Lender.OpenDatagrams(OnLoopback);
        await using var other = loan.Lender.OpenDatagrams(OnLoopback);
        await one.SendAsync("ping"u8.ToArray(), other.LocalEndPoint, CancellationToken.None);
        var ping = await other.ReceiveAsync(CancellationToken.None);
        Assert.Equal(one.LocalEndPoint, ping.Remote);
        Assert.Equal("ping"u8.ToArray(), ping.Payload.ToArray());
        var line = loan.Ledger.Lines().Single(line => line.Id == one.Id);
        Assert.Equal((TransportKind.Udp, 4L), (line.Kind, line.BytesOut));
    }

    [Fact]
    public async Task Receive_Cancelled_LosesNothing()
    {
        await using var loan = new Loan();
        await using var one = loan.Lender.OpenDatagrams(OnLoopback);
        await using var other = loan.Lender.OpenDatagrams(OnLoopback);
        using var cancel = new CancellationTokenSource();
        var receiving = other.ReceiveAsync(cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => receiving);
        await one.SendAsync("ping"u8.ToArray(), other.LocalEndPoint, CancellationToken.None);
        Assert.Equal(4, (await other.ReceiveAsync(CancellationToken.None)).Payload.Length);
    }

    [Fact]
    public async Task ScopeEnd_ReceivePending_EndsItAsStoppedAndCountsTheLeak()
    {
        await using var loan = new Loan();
        var udp = loan.Lender.OpenDatagrams(OnLoopback);
        var receiving = udp.ReceiveAsync(CancellationToken.None).AsTask();
        await loan.EndAsync(isLeak: true);
        var ending = await Assert.ThrowsAsync<ConnectionEndedException>(() => receiving);
        Assert.Equal(ConnectionEnd.Stopped, ending.End);
        Assert.Equal(TransportKind.Udp, Assert.Single(loan.Observer.Leaks).Line.Kind);
        await Assert.ThrowsAsync<ConnectionEndedException>(
            async () => await udp.SendAsync("late"u8.ToArray(), udp.LocalEndPoint, CancellationToken.None));
    }

    [Fact]
    public async Task Multicast_OverLoopback_ReachesEveryMember()
    {
        await using var loan = new Loan();
        await using var first = loan.Lender.OpenDatagrams(new DatagramOptions { MulticastGroup = Group, SharePort = true });
        var shared = new DatagramOptions { MulticastGroup = Group, SharePort = true, Port = first.LocalEndPoint.Port };
        await using var second = loan.Lender.OpenDatagrams(shared);
        await using var sender = loan.Lender.OpenDatagrams(new DatagramOptions());
        await sender.SendAsync("who is there"u8.ToArray(), new IPEndPoint(Group, first.LocalEndPoint.Port), CancellationToken.None);
        foreach (var member in new[] { first, second })
        {
            using var deadline = loan.Within();
            var heard = await member.ReceiveAsync(deadline.Token);
            Assert.Equal("who is there"u8.ToArray(), heard.Payload.ToArray());
            Assert.Equal(sender.LocalEndPoint.Port, heard.Remote.Port);
        }
    }

    [Fact]
    public async Task Open_PortTaken_ThrowsLost()
    {
        await using var loan = new Loan();
        await using var first = loan.Lender.OpenDatagrams(OnLoopback);
        var ending = Assert.Throws<ConnectionEndedException>(
            () => loan.Lender.OpenDatagrams(OnLoopback with { Port = first.LocalEndPoint.Port }));
        Assert.Equal(ConnectionEnd.Lost, ending.End);
        Assert.Contains("already in use", ending.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_GroupCannotBeJoined_ThrowsLostAndLeavesThePortFree()
    {
        await using var loan = new Loan();
        var ending = Assert.Throws<ConnectionEndedException>(
            () => loan.Lender.OpenDatagrams(new DatagramOptions { MulticastGroup = IPAddress.Parse("10.0.0.1"), Port = Loan.OwnPort }));
        Assert.DoesNotContain("already in use", ending.Message, StringComparison.Ordinal);
        await using var again = loan.Lender.OpenDatagrams(OnLoopback with { Port = Loan.OwnPort });
    }
}
