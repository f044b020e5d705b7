using System.Net;
using System.Net.Sockets;
using System.Text;
using PluginHost.Testing;

namespace PluginHost.Barco.Tests.Driver;

public sealed class DiscoveryTests
{
    private static readonly IPAddress Group = IPAddress.Parse("239.255.255.250");

    [Fact]
    public async Task Search_IsAnsweredByAProjector_FindsItsHost()
    {
        using var projector = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        projector.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        projector.Bind(new IPEndPoint(IPAddress.Any, 1900));
        projector.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(Group, IPAddress.Loopback));
        using var stop = new CancellationTokenSource();
        var answering = AnswerAsync(projector, stop.Token);
        await using var bench = new DriverBench(new BarcoDriver(), new Dictionary<string, string> { ["host"] = "127.0.0.1" });

        var found = await bench.SearchAsync(new BarcoDriver());
        await stop.CancelAsync();
        await answering;

        Assert.Equal("uuid:0000-1::urn:schemas-upnp-org:device:projector:1", found.Identity);
        Assert.Equal("192.168.1.50", found.Settings["host"]);
        Assert.Equal((1, 1, 0), (bench.Ledger.Counts.Opened, bench.Ledger.Counts.Closed, bench.Ledger.Counts.Leaked));
    }

    private static async Task AnswerAsync(Socket projector, CancellationToken stop)
    {
        var buffer = new byte[2048];
        try
        {
            while (true)
            {
                var heard = await projector.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), stop);
                if (Encoding.ASCII.GetString(buffer, 0, heard.ReceivedBytes).Contains("device:projector:1", StringComparison.Ordinal))
                {
                    await projector.SendToAsync("not an answer"u8.ToArray(), SocketFlags.None, heard.RemoteEndPoint, stop);
                    await projector.SendToAsync(
                        Encoding.ASCII.GetBytes(
                            "HTTP/1.1 200 OK\r\nLocation: http://192.168.1.50/description.xml\r\nST: urn:schemas-upnp-org:device:projector:1\r\n"
                            + "USN: uuid:0000-1::urn:schemas-upnp-org:device:projector:1\r\n\r\n"),
                        SocketFlags.None,
                        heard.RemoteEndPoint,
                        stop);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Found.
        }
    }
}
