using PluginHost.Runtime.Devices.Entities;

namespace PluginHost.Runtime.Tests.Devices.Entities;

public sealed class EntityRulesTests
{
    public static TheoryData<string, EntityValue, bool> Commands => new()
    {
        { "sensor", 1, false },
        { "switch", true, true },
        { "switch", "on", false },
        { "light", false, true },
        { "light", 50, false },
        { "number", 0, true },
        { "number", 100, true },
        { "number", 100.5, false },
        { "number", "5", false },
        { "number", double.NaN, false },
        { "cover", "open", true },
        { "cover", "stop", true },
        { "cover", "ajar", false },
        { "cover", 0, true },
        { "cover", 101, false },
        { "cover", true, false },
        { "select", "HDMI", true },
        { "select", "VGA", false },
        { "select", EntityValue.Nothing, false },
        { "button", EntityValue.Nothing, true },
        { "button", true, true },
        { "button", false, false },
        { "text", "hello", true },
        { "text", 1, false },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public void CheckCommand_ByKind(string id, EntityValue value, bool isRight) =>
        Assert.Equal(isRight, EntityRules.CheckCommand(Find(id), value) is null);

    [Fact]
    public void CheckCommand_UnknownOption_SuggestsTheNearest() =>
        Assert.Contains("did you mean 'HDMI'?", EntityRules.CheckCommand(Find("select"), "HDM"), StringComparison.Ordinal);

    [Fact]
    public void CheckCommand_SelectWithoutOptionsYet_LeavesItToTheDevice() =>
        Assert.Null(EntityRules.CheckCommand(Entity.Select("source"), "anything"));

    [Theory]
    [InlineData("switch", true)]
    [InlineData("number", false)]
    [InlineData("sensor", true)]
    [InlineData("button", false)]
    [InlineData("text", false)]
    public void CheckReading_OfABoolean_ByKind(string id, bool isRight) =>
        Assert.Equal(isRight, EntityRules.CheckReading(Find(id), true) is null);

    private static Entity Find(string id) => id switch
    {
        "sensor" => Entity.Sensor(id),
        "switch" => Entity.Switch(id),
        "light" => Entity.Light(id),
        "number" => Entity.Number(id, 0, 100),
        "cover" => Entity.Cover(id),
        "select" => Entity.Select(id, "HDMI", "DP"),
        "button" => Entity.Button(id),
        _ => Entity.Text(id),
    };
}
