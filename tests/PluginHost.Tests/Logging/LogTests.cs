using System.Text.Json;
using PluginHost.Tests.Scenes;

namespace PluginHost.Tests.Logging;

public sealed class LogTests
{
    [Fact]
    public async Task Log_OfADevice_CarriesWhoseItIsAndNoSecret()
    {
        await using var house = await (await RunningHouse.StartAsync()).WaitForAsync("online");
        var toy = HouseFolder.Toy("talkative", house.ToyPort) + "    log: debug\n";
        house.Folder.ConfigureDevices(HouseFolder.Toy("lamp", house.ToyPort) + toy);
        await house.WaitForAsync("online", "talkative");
        var opened = await house.Program.WaitForLineAsync(line => line.Contains(" lamp toy#1 Opened ", StringComparison.Ordinal));
        Assert.Matches(@"^\[\d\d:\d\d:\d\d INF\] lamp toy#1 Opened ", opened);
        house.Program.Terminate();
        Assert.Equal(0, await house.Program.WaitForExitAsync());

        var text = await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(house.Folder.PathOf("data", "logs"))));
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line)).ToList();
        var login = Assert.Single(lines, line => line.GetProperty("Message").GetString() == "Logging in with ***");
        Assert.Equal("talkative", login.GetProperty("Properties").GetProperty("Device").GetString());
        Assert.Equal("toy", login.GetProperty("Properties").GetProperty("Driver").GetString());
        Assert.Equal(1, login.GetProperty("Properties").GetProperty("Generation").GetInt32());
        Assert.DoesNotContain(HouseFolder.Pin, text, StringComparison.Ordinal);
        Assert.DoesNotContain(house.Program.Lines, line => line.Text.Contains(HouseFolder.Pin, StringComparison.Ordinal));
        Assert.All(house.Program.Lines.Where(line => !line.IsError), line => Assert.StartsWith("listening on ", line.Text, StringComparison.Ordinal));
    }
}
