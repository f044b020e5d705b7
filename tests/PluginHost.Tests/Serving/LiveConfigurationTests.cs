using System.Text.Json;
using PluginHost.Runtime.Configuration;
using PluginHost.Server.Api;
using PluginHost.Server.Serving;
using PluginHost.Testing;
using PluginHost.Tests.Scenes;
using Serilog.Events;

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

    [Fact]
    public async Task Edit_WhoseApplicationFails_IsRejectedWithTheReasonAndALaterOneIsTaken()
    {
        using var folder = new HouseFolder();
        folder.ConfigureDevices("");
        await using var prepared = await PreparedHouse.FromFileAsync(
            folder.PathOf("pluginhost.yaml"), [], keepsData: false, LogEventLevel.Fatal, CancellationToken.None);
        var (right, state) = (prepared.Configuration, new ConfigurationState(prepared.Configuration.File));
        await prepared.House.ApplyAsync(right);
        await using var watch = new LiveConfiguration(prepared, state).Watch(TimeProvider.System);

        // A fault of the program's own, for no file is known to bring one about.
        prepared.Configuration = new LoadedConfiguration { File = right.File, Host = right.Host with { Plugins = null! }, Devices = [] };
        folder.ConfigureDevices(HouseFolder.Toy("first", 1, ", shared: true"));
        await Eventually.TrueAsync(() => state.Current.State == "rejected", "the change is rejected", TimeSpan.FromSeconds(30));
        Assert.Contains("it could not be applied", Assert.Single(state.Current.Errors), StringComparison.Ordinal);
        Assert.Empty(prepared.House.Devices);

        prepared.Configuration = right;
        folder.ConfigureDevices(HouseFolder.Toy("second", 1));
        await Eventually.TrueAsync(() => state.Current.State == "current", "the next change is taken", TimeSpan.FromSeconds(30));
        Assert.Equal("second", Assert.Single(prepared.House.Devices).Id);
    }

    private static void Configure(RunningHouse house, string devices) => house.Folder.ConfigureDevices(devices);

    private static async Task<string?> StateAsync(RunningHouse house) =>
        (await house.GetAsync("/api/v1/host")).GetProperty("configuration").GetProperty("state").GetString();

    private static async Task<long> OpenedAsync(RunningHouse house) =>
        (await house.GetAsync("/api/v1/devices/lamp")).GetProperty("connections").GetProperty("opened").GetInt64();
}
