using PluginHost.Ipcom.Virtual;

namespace PluginHost.Ipcom.Tests.Virtual;

public sealed class DemoHouseTests
{
    [Fact]
    public void Maps_HoldEveryKind()
    {
        Assert.Equal(["lights", "switches", "shutters"], DemoHouse.Maps.Select(map => map.Key.Text));
        Assert.Contains(Entries("lights"), entry => entry.Value.Find("type")!.Text == "dimmer");
        Assert.NotEmpty(Entries("switches"));
        Assert.Equal(4, Entries("shutters").Count);
    }

    [Fact]
    public void Addresses_AreUsedOnce()
    {
        var addresses = DemoHouse.Maps
            .SelectMany(map => map.Value.Entries)
            .Select(entry => (entry.Value.Find("module")!.Text, entry.Value.Find("output")!.Text))
            .ToList();

        Assert.Equal(addresses.Count, addresses.Distinct().Count());
    }

    [Fact]
    public void Shutters_NameEachOther()
    {
        var shutters = Entries("shutters");

        Assert.All(shutters, shutter =>
        {
            var other = shutters.Single(entry => entry.Key.Text == shutter.Value.Find("paired_device")!.Text).Value;
            Assert.Equal(shutter.Key.Text, other.Find("paired_device")!.Text);
            Assert.NotEqual(shutter.Value.Find("relay_role")!.Text, other.Find("relay_role")!.Text);
            Assert.Equal(shutter.Value.Find("display_name")!.Text, other.Find("display_name")!.Text);
        });
    }

    [Fact]
    public void Settings_HoldTheConnectionAndTheMaps()
    {
        var settings = DemoHouse.SettingsWith(new Dictionary<string, string> { ["host"] = "127.0.0.1" });

        Assert.Equal("127.0.0.1", settings.Find("host")!.Text);
        Assert.Same(DemoHouse.Maps[2].Value, settings.Find("shutters"));
    }

    private static IReadOnlyList<KeyValuePair<SettingNode, SettingNode>> Entries(string map) =>
        DemoHouse.Maps.Single(entry => entry.Key.Text == map).Value.Entries;
}
