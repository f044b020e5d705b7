using System.Net;
using System.Text.Json;
using PluginHost.Tests.Scenes;

namespace PluginHost.Tests.Api;

public sealed class ReadingTests(SharedHouse shared) : IClassFixture<SharedHouse>
{
    private RunningHouse House => shared.House;

    [Fact]
    public async Task Host_Running_TellsConfigurationConnectionsAndProcess()
    {
        var host = await House.GetAsync("/api/v1/host");

        Assert.Equal(["version", "startedAt", "uptimeSeconds", "configuration", "plugins", "devices", "connections", "process"], Names(host));
        Assert.Equal(["file", "state", "errors"], Names(host.GetProperty("configuration")));
        Assert.Equal("current", host.GetProperty("configuration").GetProperty("state").GetString());
        Assert.Equal(1, host.GetProperty("connections").GetProperty("open").GetInt64());
        Assert.Equal(["descriptors", "descriptorLimit", "sockets", "workingSetBytes", "threads"], Names(host.GetProperty("process")));
        if (OperatingSystem.IsLinux())
        {
            // The toy's and this request's.
            Assert.True(host.GetProperty("process").GetProperty("sockets").GetProperty("established").GetInt32() >= 2);
            Assert.True(host.GetProperty("process").GetProperty("descriptors").GetInt32() > 0);
        }
    }

    [Fact]
    public async Task Plugins_ToyLoaded_TellsEveryField()
    {
        var toy = (await House.GetAsync("/api/v1/plugins")).EnumerateArray().Single(plugin => plugin.GetProperty("id").GetString() == "toy");

        Assert.Equal(
            ["id", "kind", "path", "version", "generation", "state", "loadedAt", "drivers", "diagnostics", "error", "retired"], Names(toy));
        Assert.Equal("assembly", toy.GetProperty("kind").GetString());
        Assert.Equal("loaded", toy.GetProperty("state").GetString());
        Assert.Equal("1.2.3", toy.GetProperty("version").GetString());
    }

    [Fact]
    public async Task Device_Online_TellsEveryField()
    {
        var device = await House.GetAsync("/api/v1/devices/lamp");

        Assert.Equal(
            [
                "id", "name", "driver", "plugin", "generation", "status", "statusSince", "lastError", "attempt", "nextAttemptAt",
                "connections", "commands", "rhythms", "entities",
            ],
            Names(device));
        Assert.Equal(["sent", "failed", "p50Ms", "p99Ms"], Names(device.GetProperty("commands")));
        Assert.Equal(["name", "intervalMs", "lastRun", "state"], Names(device.GetProperty("rhythms")[0]));
        Assert.Equal(
            [
                "id", "kind", "name", "value", "available", "updatedAt", "unit", "deviceClass", "options", "min", "max", "step", "writable",
            ],
            Names(device.GetProperty("entities")[0]));
    }

    [Fact]
    public async Task Connections_ToyOnline_ListsItsSocket()
    {
        var line = Assert.Single((await House.GetAsync("/api/v1/connections")).EnumerateArray());

        Assert.Equal(
            ["id", "device", "plugin", "generation", "transport", "remote", "openedAt", "bytesIn", "bytesOut", "state"], Names(line));
        Assert.Equal("tcp", line.GetProperty("transport").GetString());
        Assert.Equal($"127.0.0.1:{House.ToyPort}", line.GetProperty("remote").GetString());
        Assert.Equal("open", line.GetProperty("state").GetString());
    }

    [Theory]
    [InlineData("/health/live", "live")]
    [InlineData("/health/ready", "ready")]
    public async Task Health_Running_IsWell(string path, string status) =>
        Assert.Equal(status, (await House.GetAsync(path)).GetProperty("status").GetString());

    [Fact]
    public async Task OpenApi_EveryRoute_IsDescribedWithItsAnswers()
    {
        var paths = (await House.GetAsync("/openapi/v1.json")).GetProperty("paths");

        Assert.Equal(
            [
                "/api/v1/connections", "/api/v1/devices", "/api/v1/devices/{id}", "/api/v1/devices/{id}/commands",
                "/api/v1/devices/{id}/reconnect", "/api/v1/events", "/api/v1/events/stream", "/api/v1/host", "/api/v1/plugins",
                "/api/v1/plugins/{id}/dump", "/api/v1/plugins/{id}/reload",
                "/health/live", "/health/ready",
            ],
            Names(paths).Order(StringComparer.Ordinal));
        var reconnect = paths.GetProperty("/api/v1/devices/{id}/reconnect").GetProperty("post");
        Assert.Equal(["202", "404", "409"], Names(reconnect.GetProperty("responses")).Order(StringComparer.Ordinal));
        Assert.Contains("quarantined", reconnect.GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.Equal(
            ["200", "202", "400", "404", "409", "413", "415", "422", "502", "503", "504"],
            Names(paths.GetProperty("/api/v1/devices/{id}/commands").GetProperty("post").GetProperty("responses")).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("GET", "/api/v1/nothing", HttpStatusCode.NotFound)]
    [InlineData("GET", "/", HttpStatusCode.NotFound)]
    [InlineData("GET", "/openapi/v2.json", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/v1/devices/nobody", HttpStatusCode.NotFound)]
    [InlineData("POST", "/api/v1/devices/nobody/reconnect", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/api/v1/devices", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/api/v1/devices/lamp/commands", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/api/v1/events?after=-1", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/api/v1/events?after=x", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/api/v1/events?limit=0", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/api/v1/events?type=stat", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/api/v1/events?after=999999999", HttpStatusCode.Gone)]
    [InlineData("GET", "/api/v1/events/stream?after=999999999", HttpStatusCode.Gone)]
    [InlineData("GET", "/api/v1/events/stream?after=soon", HttpStatusCode.BadRequest)]
    public async Task WrongRequest_IsAnsweredWithProblemDetails(string method, string path, HttpStatusCode expected)
    {
        using var response = await House.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.NotEmpty(await response.ProblemAsync(expected));
    }

    [Fact]
    public async Task Events_PagedThrough_RiseByOneWithoutGap()
    {
        var first = await House.GetAsync("/api/v1/events?limit=3");
        var second = await House.GetAsync($"/api/v1/events?limit=3&after={first.GetProperty("next").GetInt64()}");

        var seqs = first.GetProperty("events").EnumerateArray().Concat(second.GetProperty("events").EnumerateArray())
            .Select(entry => entry.GetProperty("seq").GetInt64()).ToList();
        Assert.Equal(Enumerable.Range(1, 6).Select(number => (long)number), seqs);
        Assert.Equal(["seq", "time", "type", "device", "entity", "data"], Names(first.GetProperty("events")[0]));
    }

    [Fact]
    public async Task Events_OfAType_AreOnlyThose()
    {
        var events = (await House.GetAsync("/api/v1/events?type=device&device=lamp")).GetProperty("events").EnumerateArray().ToList();

        Assert.NotEmpty(events);
        Assert.All(events, entry => Assert.Equal("device", entry.GetProperty("type").GetString()));
    }

    private static List<string> Names(JsonElement document) => [.. document.EnumerateObject().Select(field => field.Name)];
}
