using System.Text;
using PluginHost.Barco.Protocol;

namespace PluginHost.Barco.Tests.Protocol;

public sealed class HttpHeadTests
{
    [Theory]
    [InlineData("POST / HTTP/1.1\r\nHost: a\r\n\r\n", true)]
    [InlineData("\r\n\r\nPOST /api HTTP/1.0\n\n", true)]
    [InlineData("", false)]
    [InlineData(" \r\n", false)]
    [InlineData("POST ", false)]
    [InlineData("POST the news\r\n HTTP/1.1", false)]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n<html>", false)]
    public void IsRequest_Prefix_IsToldApart(string prefix, bool expected) =>
        Assert.Equal(expected, HttpHead.IsRequest(Encoding.ASCII.GetBytes(prefix)));
}
