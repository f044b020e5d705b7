using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PluginHost.Barco.Protocol;

namespace PluginHost.Barco.Tests.Protocol;

public sealed class SsdpTests
{
    private const string Answer =
        "HTTP/1.1 200 OK\r\nCACHE-CONTROL: max-age=1800\r\nEXT:\r\nLocation: http://192.168.1.50:80/description.xml\r\n"
        + "Server: Linux/4.1 UPnP/1.0 Pulse/2.3\r\nST: urn:schemas-upnp-org:device:projector:1\r\n"
        + "USN: uuid:0000-1::urn:schemas-upnp-org:device:projector:1\r\n\r\n";

    [Fact]
    public void Build_Search_IsAnMSearch() =>
        Assert.Equal(
            "M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: \"ssdp:discover\"\r\nMX: 2\r\n"
            + "ST: urn:schemas-upnp-org:device:projector:1\r\n\r\n",
            Encoding.ASCII.GetString(SsdpSearch.Build(2)));

    [Fact]
    public void TryParse_Answer_GivesWhoAndWhere()
    {
        Assert.True(SsdpAnswer.TryParse(Encoding.ASCII.GetBytes(Answer), out var answer));

        Assert.Equal("http://192.168.1.50/description.xml", answer.Location.AbsoluteUri);
        Assert.Equal("192.168.1.50", answer.Host);
        Assert.Equal("uuid:0000-1::urn:schemas-upnp-org:device:projector:1", answer.Usn);
        Assert.Equal("Linux/4.1 UPnP/1.0 Pulse/2.3", answer.Server);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK", "NOTIFY * HTTP/1.1")]
    [InlineData("HTTP/1.1 200 OK", "HTTP/1.1 404 Not Found")]
    [InlineData("ST: urn:schemas-upnp-org:device:projector:1", "ST: upnp:rootdevice")]
    [InlineData("Location: http://192.168.1.50:80/description.xml", "Location: description.xml")]
    [InlineData("Location: http://192.168.1.50:80/description.xml", "Location: urn:projector")]
    [InlineData("USN:", "X-USN:")]
    public void TryParse_AnotherDatagram_IsFalse(string part, string instead) =>
        Assert.False(SsdpAnswer.TryParse(Encoding.ASCII.GetBytes(Answer.Replace(part, instead, StringComparison.Ordinal)), out _));

    [Fact]
    public void TryParse_Ipv6Location_HasAHostWithoutBrackets()
    {
        var text = Answer.Replace("192.168.1.50:80", "[fe80::1]:80", StringComparison.Ordinal);

        Assert.True(SsdpAnswer.TryParse(Encoding.ASCII.GetBytes(text), out var answer));
        Assert.Equal("fe80::1", answer.Host);
    }

    [Fact]
    public void TryParse_AnyBytes_NeverThrows() =>
        Prop.ForAll<byte[]>(bytes => { SsdpAnswer.TryParse(bytes, out _); }).QuickCheckThrowOnFailure();

    [Fact]
    public void TryParse_AnyLocation_GivesAHostOrNothing()
    {
        var locations = Gen.Frequency(
            (3, Gen.Elements("http://", "xn--", "%E4", "ä", ".", "-", "[", "::1", "]", "a", "1", ":", "/", "@", "?", "file:", "\\")
                .Select(Encoding.UTF8.GetBytes)),
            (1, ArbMap.Default.GeneratorFor<byte[]>())).ArrayOf();

        Prop.ForAll(locations.ToArbitrary(), pieces =>
        {
            byte[] datagram =
            [
                .. "HTTP/1.1 200 OK\r\nST: urn:schemas-upnp-org:device:projector:1\r\nUSN: x\r\nLOCATION: http://"u8,
                .. pieces.SelectMany(piece => piece), .. "\r\n\r\n"u8,
            ];

            if (SsdpAnswer.TryParse(datagram, out var answer))
            {
                Assert.NotEmpty(answer.Host);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }
}
