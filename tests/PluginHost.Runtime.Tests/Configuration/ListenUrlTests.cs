using PluginHost.Runtime.Configuration;

namespace PluginHost.Runtime.Tests.Configuration;

public sealed class ListenUrlTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8420", true)]
    [InlineData("http://127.200.0.1:0/", true)]
    [InlineData("https://localhost:443", true)]
    [InlineData("http://[::1]:80", true)]
    [InlineData("http://0.0.0.0:8420", false)]
    [InlineData("http://[::]:8420", false)]
    [InlineData("http://house.example:8420", false)]
    [InlineData("http://localhost.example:8420", false)]
    public void TryParse_SchemeHostAndPort_IsTaken(string text, bool loopback)
    {
        Assert.True(ListenUrl.TryParse(text, out var url));
        Assert.Equal(loopback, ListenUrl.IsLoopback(url));
    }

    [Theory]
    [InlineData("127.0.0.1:8420")]
    [InlineData("http://127.0.0.1")]
    [InlineData("http://[::80]")]
    [InlineData("http://:8420")]
    [InlineData("http://*:8420")]
    [InlineData("ftp://127.0.0.1:8420")]
    [InlineData("http://127.0.0.1:70000")]
    [InlineData("http://127.0.0.1:8420/api")]
    [InlineData("http://127.0.0.1:8420?a")]
    [InlineData("http://127.0.0.1:8420#:8420")]
    [InlineData("http://me:pw@127.0.0.1:8420")]
    public void TryParse_AnythingElse_IsRefused(string text)
    {
        Assert.False(ListenUrl.TryParse(text, out _));
    }
}
