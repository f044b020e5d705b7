using PluginHost.Sketches;

namespace PluginHost.Abstractions.Tests.Sketches;

public sealed class SketchPlanTests
{
    [Fact]
    public void Plan_PolledSketch_BatchesRelaysOfOneModule()
    {
        var driver = new PolledSketch();

        var plan = driver.Plan(Read(driver, out _, ("a", "1.0"), ("b", "1.7"), ("c", "2.0")));

        Assert.Equal(["1", "1", "2"], plan.Entities.Select(entity => entity.BatchKey));
    }

    [Fact]
    public void Plan_PolledSketchWithWrongRelay_NamesItsPlace()
    {
        var driver = new PolledSketch();
        var settings = Read(driver, out _, ("a", "1.0"), ("b", "1.9"));

        var mistake = Assert.Throws<SettingException>(() => driver.Plan(settings));

        Assert.Equal(7, mistake.Node!.Line);
        Assert.Contains("0 to 7", mistake.Message);
    }

    [Theory]
    [InlineData(typeof(NotifiedSketch))]
    [InlineData(typeof(EndlessSketch))]
    [InlineData(typeof(WebhookSketch))]
    public void Plan_MinimalSettings_DeclaresEntities(Type type)
    {
        var driver = (IDeviceDriver)Activator.CreateInstance(type)!;

        var plan = driver.Plan(SettingValues.From(driver.Settings, new() { ["host"] = "127.0.0.1" }));

        Assert.NotEmpty(plan.Entities);
    }

    private static SettingValues Read(IDeviceDriver driver, out List<SettingError> errors, params (string Id, string Address)[] relays)
    {
        var tree = SettingNode.Map([.. relays.Select((relay, index) =>
            KeyValuePair.Create(SettingNode.Scalar(relay.Id), SettingNode.Scalar(relay.Address, line: 6 + index, column: 9)))]);
        errors = [];
        var settings = SettingValues.Read(
            driver.Settings,
            SettingNode.Map([
                KeyValuePair.Create(SettingNode.Scalar("host"), SettingNode.Scalar("127.0.0.1")),
                KeyValuePair.Create(SettingNode.Scalar("relays"), tree)]),
            errors);
        Assert.Empty(errors);
        return settings;
    }
}
