using System.Net;
using System.Net.Sockets;
using System.Text;
using PluginHost.Tests.Scenes;

namespace PluginHost.Tests.Api;

public sealed class DoorTests(SharedHouse shared) : IClassFixture<SharedHouse>
{
    private RunningHouse House => shared.House;

    [Theory]
    [InlineData("evil.example", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1.evil.example", HttpStatusCode.Forbidden)]
    [InlineData("192.0.2.1", HttpStatusCode.Forbidden)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("[::1]", HttpStatusCode.OK)]
    public async Task Host_OnlyOwnNames_AreAnswered(string host, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/host") { Headers = { Host = host } };
        using var response = await House.Client.SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Host_Foreign_IsRefusedEvenWhereNothingIs()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/nothing") { Headers = { Host = "evil.example" } };
        using var response = await House.Client.SendAsync(request);

        await response.ProblemAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Host_Missing_IsRefused()
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, House.Client.BaseAddress!.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET /api/v1/host HTTP/1.0\r\n\r\n"));
        using var reader = new StreamReader(client.GetStream());

        Assert.Contains(" 403 ", await reader.ReadLineAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1:1")]
    public async Task Origin_Foreign_IsRefused(string origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/devices/lamp/reconnect");
        request.Headers.Add("Origin", origin);
        using var response = await House.Client.SendAsync(request);

        await response.ProblemAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Origin_Own_IsAnswered()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/host");
        request.Headers.Add("Origin", House.Url.TrimEnd('/'));
        using var response = await House.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task PublicUrl_BehindAProxy_IsAnsweredAndOthersAreNot()
    {
        await using var house = await RunningHouse.StartAsync(host: "  public_urls: [https://home.example.net, https://other.example.net:8443]\n");
        var own = house.Client.BaseAddress!.Authority;

        // With and without the proxy passing the browser's Host on.
        Assert.Equal(HttpStatusCode.OK, await AskAsync(house, "home.example.net", "https://home.example.net"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(house, "HOME.example.net:443", "https://home.example.net"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(house, own, "https://home.example.net"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(house, own, "https://other.example.net:8443"));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(house, "home.example.net", null));
        Assert.Equal(HttpStatusCode.OK, await AskAsync(house, own, $"http://{own}"));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(house, "home.example.net", "http://home.example.net"));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(house, own, "https://other.example.net"));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(house, "evil.example", "https://home.example.net"));
        Assert.Equal(HttpStatusCode.Forbidden, await AskAsync(house, own, "https://home.example.net.evil.example"));
    }

    [Fact]
    public async Task Token_Configured_IsWantedEverywhereButForHealth()
    {
        await using var house = await RunningHouse.StartAsync(host: "  token: open-sesame-99\n");

        using var without = await house.Client.GetAsync("/api/v1/host");
        await without.ProblemAsync(HttpStatusCode.Unauthorized);
        Assert.Equal("Bearer", without.Headers.WwwAuthenticate.ToString());
        using var nowhere = await house.Client.GetAsync("/nothing");
        await nowhere.ProblemAsync(HttpStatusCode.Unauthorized);
        using var health = await house.Client.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, health.StatusCode);
        using var wrong = await SendAsync(house, "Bearer open-sesame-98");
        await wrong.ProblemAsync(HttpStatusCode.Unauthorized);
        using var right = await SendAsync(house, "Bearer open-sesame-99");
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
        var devices = await house.Folder.RunAsync("devices", "--url", house.Url);
        Assert.Equal(0, devices.ExitCode);
    }

    private static async Task<HttpStatusCode> AskAsync(RunningHouse house, string host, string? origin)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/host") { Headers = { Host = host } };
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var response = await house.Client.SendAsync(request);
        return response.StatusCode;
    }

    private static async Task<HttpResponseMessage> SendAsync(RunningHouse house, string authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/host");
        request.Headers.Add("Authorization", authorization);
        return await house.Client.SendAsync(request);
    }
}
