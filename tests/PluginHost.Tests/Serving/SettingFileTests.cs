using System.Text.Json;
using PluginHost.Testing;
using PluginHost.Tests.Scenes;

namespace PluginHost.Tests.Serving;

public sealed class SettingFileTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Edit_OfTheFile_IsAppliedToItsDeviceAlone()
    {
        await using var house = await (await RunningHouse.StartAsync()).WaitForAsync("online");
        Write(house, "{left-leg: {number: 1}}");
        house.Folder.ConfigureDevices(HouseFolder.Toy("lamp", house.ToyPort, ", parts_file: parts.yaml") + HouseFolder.Toy("second", house.ToyPort));
        await house.WaitForAsync("online", "second");
        await WaitForEntityAsync(house, "left-leg");

        Write(house, "{left-leg: {number: 1}, right-leg: {number: 2}}");

        await WaitForEntityAsync(house, "right-leg");
        await house.WaitForAsync("online");
        Assert.Equal(1, (await house.GetAsync("/api/v1/devices/second")).GetProperty("connections").GetProperty("opened").GetInt64());
    }

    [Fact]
    public async Task Edit_OfTheFileWithMistakes_TellsAllAndChangesNothing()
    {
        await using var house = await (await RunningHouse.StartAsync()).WaitForAsync("online");
        Write(house, "{left-leg: {number: 1}}");
        house.Folder.ConfigureDevices(HouseFolder.Toy("lamp", house.ToyPort, ", parts_file: parts.yaml"));
        await WaitForEntityAsync(house, "left-leg");

        Write(house, "{a: {number: 1}, b: {number: 1}, c: {number: 1}}");
        await Eventually.TrueAsync(async () => (await ConfigurationAsync(house)).GetProperty("state").GetString() == "rejected", "the file is rejected", Patience);

        Assert.Equal(
            ["parts.yaml:1:28: b: its number is used twice", "parts.yaml:1:44: c: its number is used twice"],
            (await ConfigurationAsync(house)).GetProperty("errors").EnumerateArray().Select(error => error.GetString()));
        await WaitForEntityAsync(house, "left-leg");
    }

    [Fact]
    public async Task File_OfADriverThatComesLater_IsReadThenAndWatched()
    {
        await using var house = await (await RunningHouse.StartAsync()).WaitForAsync("online");
        house.Folder.AddPlugin("tests/SinPlugins/ThrowingConstructor", "plugins");
        Directory.Move(house.Folder.PathOf("plugins", "Toy"), house.Folder.PathOf("aside"));
        await house.WaitForAsync("failed");
        Write(house, "{a: {number: 1}, b: {number: 1}, c: {number: 1}}");
        house.Folder.ConfigureDevices(HouseFolder.Toy("lamp", house.ToyPort, ", parts_file: parts.yaml"));
        await house.Program.WaitForLineAsync(line => line.Contains("The changed configuration is applied", StringComparison.Ordinal), Patience);

        Directory.Move(house.Folder.PathOf("aside"), house.Folder.PathOf("plugins", "Toy"));
        await Eventually.TrueAsync(
            async () => (await house.GetAsync("/api/v1/devices/lamp")).GetProperty("lastError").GetString() is
                "parts.yaml:1:28: b: its number is used twice; parts.yaml:1:44: c: its number is used twice",
            "the device tells both mistakes",
            Patience,
            () => string.Join('\n', house.Program.Lines));
        Write(house, "{left-leg: {number: 1}}");

        await house.WaitForAsync("online");
        await WaitForEntityAsync(house, "left-leg");
    }

    private static void Write(RunningHouse house, string parts) => File.WriteAllText(house.Folder.PathOf("parts.yaml"), $"parts: {parts}\n");

    private static async Task<JsonElement> ConfigurationAsync(RunningHouse house) => (await house.GetAsync("/api/v1/host")).GetProperty("configuration");

    private static Task WaitForEntityAsync(RunningHouse house, string entity) => Eventually.TrueAsync(
        async () => (await house.GetAsync("/api/v1/devices/lamp")).GetProperty("entities").EnumerateArray()
            .Any(one => one.GetProperty("id").GetString() == entity),
        $"the device has the entity '{entity}'",
        Patience,
        () => string.Join('\n', house.Program.Lines));
}
