using System.Net;
using System.Text;
using System.Text.Json;
using PluginHost.Testing;
using PluginHost.Tests.Scenes;

namespace PluginHost.Tests.Api;

public sealed class CommandTests(SharedHouse shared) : IClassFixture<SharedHouse>
{
    private RunningHouse House => shared.House;

    [Fact]
    public async Task Command_Acknowledged_IsCompleted()
    {
        using var response = await House.CommandAsync("""{"entity":"power","value":true}""");

        var answer = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["id", "status", "elapsedMs"], answer.EnumerateObject().Select(field => field.Name));
        Assert.Equal("completed", answer.GetProperty("status").GetString());
    }

    [Fact]
    public async Task Command_NotWaitedFor_IsAnsweredAtOnceAndEndsAsAnEvent()
    {
        using var response = await House.CommandAsync("""{"entity":"level","value":55}""", query: "?wait=false");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var answer = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(["id", "status"], answer.EnumerateObject().Select(field => field.Name));
        var id = answer.GetProperty("id").GetInt64();
        await Eventually.TrueAsync(
            async () => (await House.GetAsync("/api/v1/events?type=command&limit=1000")).GetProperty("events").EnumerateArray().Any(
                entry => entry.GetProperty("data").GetProperty("id").GetInt64() == id
                    && entry.GetProperty("data").GetProperty("status").GetString() == "completed"),
            "the outcome comes as an event");
    }

    [Theory]
    [InlineData("dancing", HttpStatusCode.Conflict)]
    [InlineData("unwilling", HttpStatusCode.UnprocessableEntity)]
    [InlineData("confused", HttpStatusCode.BadGateway)]
    public async Task Command_DeviceWillNot_IsToldApart(string fault, HttpStatusCode expected)
    {
        House.Faults.Set(new FaultRequest(fault));
        try
        {
            using var response = await House.CommandAsync("""{"entity":"power","value":true}""");
            Assert.NotEmpty(await response.ProblemAsync(expected));
        }
        finally
        {
            House.Faults.Clear(fault);
        }
    }

    [Theory]
    [InlineData("""{"entity":"level","value":101}""", HttpStatusCode.UnprocessableEntity, "0 to 100")]
    [InlineData("""{"entity":"power","value":"on"}""", HttpStatusCode.UnprocessableEntity, "true or false")]
    [InlineData("""{"entity":"turns","value":1}""", HttpStatusCode.UnprocessableEntity, "read only")]
    [InlineData("""{"entity":"nothing","value":1}""", HttpStatusCode.NotFound, "nothing")]
    [InlineData("""{"entity":"power","valeu":true}""", HttpStatusCode.BadRequest, "'valeu'")]
    [InlineData("""{"entity":5,"value":true}""", HttpStatusCode.BadRequest, "'entity'")]
    [InlineData("""{"entity":"power","value":[1]}""", HttpStatusCode.BadRequest, "'value'")]
    [InlineData("""{"entity":"level","value":1e999}""", HttpStatusCode.BadRequest, "'value'")]
    [InlineData("""{"entity":"label","value":"\ud800"}""", HttpStatusCode.BadRequest, "'value'")]
    [InlineData("""{"entity":"power","entity":"level","value":true}""", HttpStatusCode.BadRequest, "entity")]
    [InlineData("""{"value":true}""", HttpStatusCode.BadRequest, "'entity' is missing")]
    [InlineData("[]", HttpStatusCode.BadRequest, "object")]
    [InlineData("", HttpStatusCode.BadRequest, "JSON")]
    [InlineData("{", HttpStatusCode.BadRequest, "JSON")]
    [InlineData("\0\0", HttpStatusCode.BadRequest, "JSON")]
    public async Task Command_WrongBody_IsRefusedNamingWhatIsWrong(string body, HttpStatusCode expected, string named)
    {
        using var response = await House.CommandAsync(body);

        Assert.Contains(named, await response.ProblemAsync(expected), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_NoSuchDevice_IsNotFound()
    {
        using var response = await House.CommandAsync("""{"entity":"power","value":true}""", device: "nobody");

        Assert.Contains("nobody", await response.ProblemAsync(HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_WaitIsNeitherTrueNorFalse_IsRefused()
    {
        using var response = await House.CommandAsync("""{"entity":"power","value":true}""", query: "?wait=no");

        Assert.Contains("wait", await response.ProblemAsync(HttpStatusCode.BadRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_NotJson_IsUnsupported()
    {
        using var response = await House.Client.PostAsync(
            "/api/v1/devices/lamp/commands", new StringContent("entity=power", Encoding.UTF8, "application/x-www-form-urlencoded"));

        await response.ProblemAsync(HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Command_BodyBeyondTheLimit_IsTooLarge(bool chunked)
    {
        var body = $$"""{"entity":"label","value":"{{new string('x', 70_000)}}"}""";
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/devices/lamp/commands")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.TransferEncodingChunked = chunked;
        using var response = await House.Client.SendAsync(request);

        await response.ProblemAsync(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Reconnect_Online_OpensAnew()
    {
        var before = await OpenedAsync();
        using var response = await House.Client.PostAsync("/api/v1/devices/lamp/reconnect", null);

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        await Eventually.TrueAsync(async () => await OpenedAsync() == before + 1, "it is opened once more");
        await House.WaitForAsync("online");
    }

    private async Task<long> OpenedAsync() =>
        (await House.GetAsync("/api/v1/devices/lamp")).GetProperty("connections").GetProperty("opened").GetInt64();
}
