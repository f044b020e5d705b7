using PluginHost.Barco.Protocol;

namespace PluginHost.Barco.Tests.Protocol;

public sealed class ControlBlocksTests
{
    [Fact]
    public void TryParse_V28_GivesTheReadings()
    {
        var reply = Assert.IsType<PulseReply>(Assert.Single(ReaderRun.Messages(PulseVectors.Get("V28").Device)));

        Assert.True(ControlBlocks.TryParse(reply.Result, out var readings));

        Assert.Equal(25.5, readings["environment.temperature.inlet"]);
        Assert.Equal(40.4, readings["environment.temperature.mainboard"]);
        Assert.Equal(29.4, readings["environment.temperature.outlet"]);
    }

    [Fact]
    public void TryParse_ArrayOfTheManual_LeavesOutSensorsWithoutNumber()
    {
        var answer = Json.Element(
            """[{"key":"a","value":1},{"key":"b","value":null},{"key":"c","value":1e999},{"key":"d","value":"2"}]""");

        Assert.True(ControlBlocks.TryParse(answer, out var readings));

        Assert.Equal(("a", 1.0), Assert.Single(readings.Select(pair => (pair.Key, pair.Value))));
    }

    [Fact]
    public void TryParse_AnotherShape_IsFalse() => Assert.False(ControlBlocks.TryParse(Json.Element("25.5"), out _));
}
