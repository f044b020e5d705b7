using PluginHost.Runtime.Ledger;

namespace PluginHost.Runtime.Tests.Ledger;

public sealed class SocketAddressTextTests
{
    [Theory]
    [InlineData("InterNetwork:16:{35,130,127,0,0,1,0,0,0,0,0,0,0,0}", "127.0.0.1:9090")]
    [InlineData("InterNetworkV6:28:{35,130,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,0,0,0,0}", "[::1]:9090")]
    [InlineData("InterNetworkV6:28:{0,80,0,0,0,0,0,0,0,0,0,0,0,0,0,0,255,255,127,0,0,1,0,0,0,0}", "127.0.0.1:80")]
    public void ToEndPoint_AddressOfTheFramework_IsReadable(string text, string expected) =>
        Assert.Equal(expected, SocketAddressText.ToEndPoint(text));

    [Theory]
    [InlineData(null, "unknown")]
    [InlineData("projector.test:9090", "projector.test:9090")]
    [InlineData("InterNetwork:16:{35,130,127}", "InterNetwork:16:{35,130,127}")]
    [InlineData("InterNetworkV6:28:{35,130,127,0,0,1}", "InterNetworkV6:28:{35,130,127,0,0,1}")]
    [InlineData("InterNetwork:16:{35,x}", "InterNetwork:16:{35,x}")]
    [InlineData("{", "{")]
    public void ToEndPoint_AnythingElse_IsShownAsItIs(string? text, string expected) =>
        Assert.Equal(expected, SocketAddressText.ToEndPoint(text));
}
