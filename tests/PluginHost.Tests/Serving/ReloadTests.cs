using System.Net;
using System.Text.Json;
using PluginHost.Testing;
using PluginHost.Tests.Scenes;

namespace PluginHost.Tests.Serving;

public sealed class ReloadTests
{
    [Fact]
    public async Task Reload_BuiltInProjector_KeepsItsConnection()
    {
        using var folder = new HouseFolder();
        await using var demo = folder.Start("demo", "--listen", "http://127.0.0.1:0");
        using var client = new HttpClient { BaseAddress = await demo.WaitForUrlAsync(TimeSpan.FromSeconds(30)) };
        await WaitForProjectorAsync(client, demo);

        using var answer = await client.PostAsync("/api/v1/plugins/barco/reload", null);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(2, JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync()).GetProperty("generation").GetInt32());
        var device = await WaitForProjectorAsync(client, demo);
        Assert.Equal((2, 1), (device.GetProperty("generation").GetInt32(), device.GetProperty("connections").GetProperty("opened").GetInt32()));
    }

    [Fact]
    public async Task Reload_NoSuchPluginOrGeneration_IsNamed()
    {
        await using var house = await (await RunningHouse.StartAsync()).WaitForAsync("online");

        using var plugin = await house.Client.PostAsync("/api/v1/plugins/nobody/reload", null);
        using var generation = await house.Client.PostAsync("/api/v1/plugins/toy/reload?generation=7", null);
        using var word = await house.Client.PostAsync("/api/v1/plugins/toy/reload?generation=last%20one", null);
        using var unknown = await house.Client.PostAsync("/api/v1/plugins/toy/dump?generation=7", null);
        using var running = await house.Client.PostAsync("/api/v1/plugins/toy/dump?generation=1", null);
        var command = await house.Folder.RunAsync("reload", "nobody", "--url", house.Url);

        Assert.Equal("A parameter of '?generation=last one' cannot be read, such as a word where a number is expected.", await word.ProblemAsync(HttpStatusCode.BadRequest));
        Assert.StartsWith("The plugin 'toy' has no retired generation 7", await unknown.ProblemAsync(HttpStatusCode.NotFound), StringComparison.Ordinal);
        Assert.StartsWith("Generation 1 of the plugin 'toy' runs", await running.ProblemAsync(HttpStatusCode.Conflict), StringComparison.Ordinal);
        Assert.Equal("There is no plugin 'nobody'.", await plugin.ProblemAsync(HttpStatusCode.NotFound));
        Assert.Equal("The plugin 'toy' has no retired generation 7 to go back to.", await generation.ProblemAsync(HttpStatusCode.NotFound));
        Assert.Equal((1, "pluginhost: There is no plugin 'nobody'."), (command.ExitCode, command.ErrorText));
    }

    [Fact]
    public async Task Watch_BuildOutput_IsAPluginThatIsReloaded()
    {
        await using var house = await (await RunningHouse.StartAsync()).WaitForAsync("online");
        var output = house.Folder.PathOf("project", "bin", "Debug", "net10.0");
        LanternCopy(output, "1.0.0");
        await using var other = house.Folder.Start("run", "--watch", output, "--listen", "http://127.0.0.1:0", "--config", Config(house.Folder));
        using var client = new HttpClient { BaseAddress = await other.WaitForUrlAsync(TimeSpan.FromSeconds(30)) };
        Assert.Contains("\"id\":\"lantern\"", await client.GetStringAsync("/api/v1/plugins"), StringComparison.Ordinal);

        LanternCopy(output, "2.0.0");

        await other.WaitForLineAsync(line => line.Contains("Reloaded lantern 2.0.0 as generation 2 (", StringComparison.Ordinal), TimeSpan.FromSeconds(30));
    }

    private static void LanternCopy(string folder, string version)
    {
        LanternBuild.Write(folder, "as it should be", version);
        Directory.CreateDirectory(Path.Combine(folder, "de"));
        File.WriteAllText(Path.Combine(folder, "de", "Lantern.resources.dll"), "what a build puts beside it");
    }

    private static string Config(HouseFolder folder)
    {
        Directory.CreateDirectory(folder.PathOf("other"));
        File.WriteAllText(folder.PathOf("other", "pluginhost.yaml"), "devices: []\n");
        return folder.PathOf("other", "pluginhost.yaml");
    }

    private static async Task<JsonElement> WaitForProjectorAsync(HttpClient client, ProgramRunner demo)
    {
        JsonElement device = default;
        await Eventually.TrueAsync(
            async () => (device = JsonElement.Parse(await client.GetByteArrayAsync("/api/v1/devices/barco-demo"))).GetProperty("status").GetString() == "online",
            "the projector is online",
            TimeSpan.FromSeconds(30),
            () => $"{device}\n{string.Join('\n', demo.Lines)}");
        return device;
    }
}
