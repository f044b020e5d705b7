using System.Text.Json;
using PluginHost.Testing;
using PluginHost.Tests.Scenes;

namespace PluginHost.Tests.Serving;

public sealed class LiveConfigurationTests
{
    [Fact]
    public async Task Edit_AnotherDevice_LeavesTheFirstAlone()
    {
        await using var house = await (await RunningHouse.StartAsync()).WaitForAsync("online");

        Configure(house, HouseFolder.Toy("lamp", house.ToyPort) + HouseFolder.Toy("second", house.ToyPort));
        await house.WaitForAsync("online", "second");
        Configure(house, HouseFolder.Toy("lamp", house.ToyPort));
        await house.WaitForAsync("missing", "second");

        Assert.Equal(1, await OpenedAsync(house));
    }

    [Fact]
    public async Task Edit_Wrong_IsReportedAndChangesNothing()
    {
        await using var house = await (await RunningHouse.StartAsync()).WaitForAsync("online");

        Configure(house, HouseFolder.Toy("lamp", house.ToyPort, ", prot: 5"));
        await Eventually.TrueAsync(async () => await StateAsync(house) == "rejected", "the file is rejected");

        var errors = (await house.GetAsync("/api/v1/host")).GetProperty("configuration").GetProperty("errors");
        Assert.Contains("prot", Assert.Single(errors.EnumerateArray()).GetString(), StringComparison.Ordinal);
        Assert.Equal(1, await OpenedAsync(house));
        await house.Program.WaitForLineAsync(line => line.Contains("rejected", StringComparison.Ordinal));
        Configure(house, HouseFolder.Toy("lamp", house.ToyPort));
        await Eventually.TrueAsync(async () => await StateAsync(house) == "current", "the file is right again");
        Assert.Equal(1, await OpenedAsync(house));
    }

    [Fact]
    public async Task Edit_OtherPluginFolders_AreLoadedBeforeTheFileIsJudged()
    {
        await using var house = await (await RunningHouse.StartAsync(host: "  plugins: [plugins]\n")).WaitForAsync("online");
        Directory.Move(house.Folder.PathOf("plugins"), house.Folder.PathOf("moved"));

        house.Folder.ConfigureDevices(HouseFolder.Toy("lamp", house.ToyPort), "  plugins: [moved]\n");

        await Eventually.TrueAsync(
            async () => (await house.GetAsync("/api/v1/plugins")).EnumerateArray().Any(
                plugin => plugin.GetProperty("path").GetString()!.EndsWith("moved/Toy", StringComparison.Ordinal)
                    && plugin.GetProperty("state").GetString() == "loaded"),
            "the plugin is loaded from its new folder");
        await house.WaitForAsync("online");
        Assert.Equal("current", await StateAsync(house));
    }

    [Fact]
    public async Task Edit_HostKey_WaitsForARestart()
    {
        await using var house = await (await RunningHouse.StartAsync()).WaitForAsync("online");

        house.Folder.ConfigureDevices(HouseFolder.Toy("lamp", house.ToyPort), "  token: another-token-1\n");

        await house.Program.WaitForLineAsync(line => line.Contains("host.token changed: restart needed", StringComparison.Ordinal));
        Assert.Equal("current", await StateAsync(house));
    }

    [Fact]
    public async Task Edit_HostOfADevice_ForgetsWhatWasLearnedAtTheOldOne()
    {
        await using var house = await (await RunningHouse.StartAsync()).WaitForAsync("online");
        await Eventually.TrueAsync(() => Learned(house) == "127.0.0.1", "it is learned");

        Configure(house, HouseFolder.Toy("lamp", house.ToyPort).Replace("host: 127.0.0.1", "host: localhost", StringComparison.Ordinal));

        await Eventually.TrueAsync(() => Learned(house) == "localhost", "it is learned anew", TimeSpan.FromSeconds(30), () => Learned(house));
        Assert.Single(house.Program.Lines, line => line.Text.Contains($"dropped: it was learned by toy at 127.0.0.1:{house.ToyPort}", StringComparison.Ordinal));
    }

    private static string Learned(RunningHouse house)
    {
        var file = house.Folder.PathOf("data", "devices", "lamp.json");
        return File.Exists(file) && JsonElement.Parse(File.ReadAllText(file)).GetProperty("texts").TryGetProperty("first-met-at", out var learned)
            ? learned.GetString()!
            : "";
    }

    private static void Configure(RunningHouse house, string devices) => house.Folder.ConfigureDevices(devices);

    private static async Task<string?> StateAsync(RunningHouse house) =>
        (await house.GetAsync("/api/v1/host")).GetProperty("configuration").GetProperty("state").GetString();

    private static async Task<long> OpenedAsync(RunningHouse house) =>
        (await house.GetAsync("/api/v1/devices/lamp")).GetProperty("connections").GetProperty("opened").GetInt64();
}
