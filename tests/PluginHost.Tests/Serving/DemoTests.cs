using System.Text.Json;
using PluginHost.Testing;
using PluginHost.Tests.Scenes;

namespace PluginHost.Tests.Serving;

public sealed class DemoTests
{
    [Fact]
    public async Task Demo_WithoutConfiguration_ShowsEveryBuiltInDriverAndLeavesNothing()
    {
        using var folder = new HouseFolder();
        var temporary = Directory.CreateDirectory(folder.PathOf("temporary")).FullName;
        await using var demo = folder.Start(new Dictionary<string, string?> { ["TMPDIR"] = temporary }, "demo", "--listen", "http://127.0.0.1:0");
        var url = await demo.WaitForUrlAsync(TimeSpan.FromSeconds(30));
        using var client = new HttpClient { BaseAddress = url };

        await Eventually.TrueAsync(
            async () => JsonElement.Parse(await client.GetByteArrayAsync("/api/v1/devices")).EnumerateArray().ToList() is { Count: 2 } devices
                && devices.TrueForAll(device => device.GetProperty("status").GetString() is "online" or "busy"),
            "every device of the demo is online",
            TimeSpan.FromSeconds(30),
            () => string.Join('\n', demo.Lines));
        Assert.All(["barco-demo", "ipcom-demo"], id => Assert.Contains(demo.Lines, line => line.Text.StartsWith($"{id}: ", StringComparison.Ordinal)));
        var hint = demo.Lines.Single(line => line.Text.StartsWith("try in another terminal: ", StringComparison.Ordinal)).Text.Split(": ", 2)[1];
        await using (var pasted = ProgramRunner.Start("sh", ["-c", hint], workingDirectory: "/"))
        {
            Assert.Equal(0, await pasted.WaitForExitAsync(TimeSpan.FromSeconds(30)));
            Assert.All(["barco-demo", "ipcom-demo"], id => Assert.Contains(pasted.Lines, line => line.Text.StartsWith($"{id} ", StringComparison.Ordinal)));
        }

        var host = JsonElement.Parse(await client.GetByteArrayAsync("/api/v1/host"));
        Assert.Equal(JsonValueKind.Null, host.GetProperty("configuration").GetProperty("file").ValueKind);
        Assert.NotEmpty(Directory.GetFileSystemEntries(temporary, "pluginhost-*"));

        demo.Terminate();
        Assert.Equal(0, await demo.WaitForExitAsync());
        Assert.Empty(Directory.GetFileSystemEntries(temporary, "pluginhost-*"));
    }

    [Fact]
    public async Task Demo_DeviceWithMapsOfSettings_HasThemAll()
    {
        using var folder = new HouseFolder();
        var program = folder.CopyProgram();
        folder.AddPlugin("tests/TestPlugins/Toy", "program/plugins");
        await using var demo = ProgramRunner.Start(program, ["demo", "--listen", "http://127.0.0.1:0"], workingDirectory: folder.Path);
        using var client = new HttpClient { BaseAddress = await demo.WaitForUrlAsync(TimeSpan.FromSeconds(30)) };

        var entities = JsonElement.Parse(await client.GetByteArrayAsync("/api/v1/devices/toy-demo")).GetProperty("entities").EnumerateArray();

        Assert.Equal(["left-arm", "right-arm"], entities.Select(entity => entity.GetProperty("id").GetString()).Where(id => id!.EndsWith("-arm", StringComparison.Ordinal)));
    }
}
