using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using FsCheck;
using FsCheck.Fluent;

namespace PluginHost.Testing.Tests;

public sealed class TcpTableTests
{
    [Fact]
    public void ParseLine_AsTheKernelWritesIt_ReadsEveryField()
    {
        Assert.SkipUnless(BitConverter.IsLittleEndian, "The line is of a little-endian machine");

        SocketEntry socket = TcpTable.ParseLine(
            "   3: 0100007F:2382 020000C0:01BB 08 00000000:00000000 00:00000000 00000000  1000        0 4711 1 0000000000000000 20 4 30 10 -1");

        Assert.Equal(
            new SocketEntry(IPEndPoint.Parse("127.0.0.1:9090"), IPEndPoint.Parse("192.0.0.2:443"), TcpState.CloseWait, 4711), socket);
    }

    [Fact]
    public void ParseLine_MappedAddress_IsShownAsIPv4()
    {
        Assert.SkipUnless(BitConverter.IsLittleEndian, "The line is of a little-endian machine");

        SocketEntry socket = TcpTable.ParseLine(
            "0: 0000000000000000FFFF00000100007F:2382 00000000000000000000000001000000:0001 0A 0:0 0:0 0 0 0 9 1");

        Assert.Equal(IPEndPoint.Parse("127.0.0.1:9090"), socket.Local);
        Assert.Equal(IPEndPoint.Parse("[::1]:1"), socket.Remote);
        Assert.Equal(TcpState.Listen, socket.State);
    }

    [Fact]
    public void ParseLine_AnyEndPoints_RoundTrips()
        => Prop.ForAll<byte[], ushort, ushort>((seed, localPort, remotePort) =>
        {
            byte[] bytes = [.. seed, .. new byte[16]];
            IPEndPoint local = new(new IPAddress(bytes.AsSpan(0, 4)), localPort);
            IPEndPoint remote = new(new IPAddress(bytes.AsSpan(0, 4)), remotePort);

            SocketEntry socket = TcpTable.ParseLine($"0: {Hex(local)} {Hex(remote)} 01 0:0 0:0 0 0 0 {localPort} 1");

            return socket == new SocketEntry(local, remote, TcpState.Established, localPort);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void ParseLine_AnyText_IsReadOrRefusedAsFormat()
        => Prop.ForAll<NonNull<string>, string[]>((text, fields) =>
        {
            foreach (string line in (string[])[text.Get, "0: " + string.Join(' ', fields), "0: 0100007F:2382 0100007F:" + text.Get])
            {
                try
                {
                    Assert.NotNull(TcpTable.ParseLine(line));
                }
                catch (FormatException refused)
                {
                    Assert.NotEmpty(refused.Message);
                }
            }
        }).QuickCheckThrowOnFailure();

    private static string Hex(IPEndPoint endPoint)
        => string.Create(
            CultureInfo.InvariantCulture,
            $"{BitConverter.ToUInt32(endPoint.Address.GetAddressBytes()):X8}:{endPoint.Port:X4}");
}
