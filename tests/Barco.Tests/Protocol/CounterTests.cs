using PluginHost.Barco.Protocol;

namespace PluginHost.Barco.Tests.Protocol;

public sealed class CounterTests
{
    [Fact]
    public void TryParseList_Counters_KeepNameValueAndUnit()
    {
        var answer = Json.Element(
            """[{"name":"laser runtime","value":90,"unit":"minutes"},{"name":"uptime","value":7200.0,"unit":"seconds"},{"name":"starts","value":12}]""");

        Assert.True(Counter.TryParseList(answer, out var counters));

        Assert.Equal(
            [new("laser runtime", 90, "minutes"), new("uptime", 7200, "seconds"), new("starts", 12, "none")], counters);
    }

    [Theory]
    [InlineData("hours", 7200.0)]
    [InlineData("minutes", 120.0)]
    [InlineData("seconds", 2.0)]
    [InlineData("percent", null)]
    [InlineData("none", null)]
    public void Hours_ByUnit_IsConverted(string unit, double? expected) =>
        Assert.Equal(expected, new Counter("uptime", 7200, unit).Hours);

    [Theory]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""[{"value":1,"unit":"hours"}]""")]
    [InlineData("""[{"name":"a","value":1e999}]""")]
    public void TryParseList_AnotherShape_IsFalse(string answer) =>
        Assert.False(Counter.TryParseList(Json.Element(answer), out _));
}
