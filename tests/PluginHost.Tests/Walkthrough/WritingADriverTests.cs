using System.Text.Json;
using PluginHost.Testing;
using PluginHost.Tests.Packages;

namespace PluginHost.Tests.Walkthrough;

/// <summary>Does exactly what docs/writing-a-driver.md says, with the code that stands there.</summary>
[Collection(PackageFeedCollection.Name)]
public sealed class WritingADriverTests(PackageFeed feed)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Guide_FollowedOutsideTheRepository_GivesADriverThatWorks()
    {
        using var folder = new TemporaryFolder();
        var guide = new GuidePage("writing-a-driver.md");
        foreach (var file in new[] { "Lamp.csproj", "LampDriver.cs", "VirtualLamp.cs" })
        {
            await File.WriteAllTextAsync(Path.Combine(folder.Path, file), guide.FileNamed(file));
        }

        Directory.CreateDirectory(Path.Combine(folder.Path, "house"));
        var configuration = Path.Combine(folder.Path, "house", "pluginhost.yaml");
        var entry = guide.FileNamed("pluginhost.yaml");
        await DotNet.RunAsync(
            folder.Path,
            "build", "-c", "Release", "-o", "house/plugins/Lamp",
            $"-p:RestoreAdditionalProjectSources={feed.Path}",
            $"-p:RestorePackagesPath={Path.Combine(folder.Path, "packages")}");

        await File.WriteAllTextAsync(configuration, entry);
        var pluginhost = BuiltProgram.Dll("host/PluginHost", "pluginhost");
        await using var lamp = ProgramRunner.Start(pluginhost, ["simulate", "lamp", "--port", "0", "--config", configuration]);
        var port = (await lamp.WaitForLineAsync(line => line.Trim().StartsWith("port:", StringComparison.Ordinal), Patience)).Split(':')[1].Trim();
        await File.WriteAllTextAsync(configuration, entry.Replace("4000", port, StringComparison.Ordinal));
        await using var house = ProgramRunner.Start(pluginhost, ["run", "--config", configuration, "--listen", "http://127.0.0.1:0"]);
        var url = (await house.WaitForUrlAsync(Patience)).ToString();
        using var api = new HttpClient { BaseAddress = new Uri(url) };
        await Eventually.TrueAsync(async () => await StatusAsync(api) == "online", "the lamp comes online", Patience);

        await using var command = ProgramRunner.Start(pluginhost, ["command", "desk", "lamp", "true", "--url", url]);

        Assert.Equal(0, await command.WaitForExitAsync(Patience));
        await Eventually.TrueAsync(async () => await IsOnAsync(api), "the lamp is on", Patience);
    }

    private static async Task<string?> StatusAsync(HttpClient api)
    {
        using var device = JsonDocument.Parse(await api.GetByteArrayAsync("api/v1/devices/desk"));
        return device.RootElement.GetProperty("status").GetString();
    }

    private static async Task<bool> IsOnAsync(HttpClient api)
    {
        using var device = JsonDocument.Parse(await api.GetByteArrayAsync("api/v1/devices/desk"));
        return device.RootElement.GetProperty("entities").EnumerateArray()
            .Single(entity => entity.GetProperty("id").GetString() == "lamp").GetProperty("value").ValueKind == JsonValueKind.True;
    }
}
